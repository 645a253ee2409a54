// What chooses: a state, a field, a period.
import { useEffect, useState } from "preact/hooks";
import { allNames, kFields, nameOf } from "./words";

// A state by name or code; `onChoose(undefined)` when the field is emptied.
export function StatePicker({ id, label, value, onChoose }: { id: string; label: string; value?: string; onChoose: (code: string | undefined) => void }) {
  const [text, setText] = useState(value ? nameOf(value) : "");
  const [bad, setBad] = useState(false);
  useEffect(() => { setText(value ? nameOf(value) : ""); setBad(false); }, [value]);
  const find = (typed: string) => {
    const key = typed.trim().toLowerCase();
    return allNames.find(([code, name]) => name.toLowerCase() === key || code.toLowerCase() === key);
  };
  const settle = (typed: string, last: boolean) => {
    setText(typed);
    if (typed.trim() === "") { setBad(false); if (value) onChoose(undefined); return; }
    const key = typed.trim().toLowerCase();
    const found = find(typed) ?? (last ? allNames.find(([, name]) => name.toLowerCase().startsWith(key)) : undefined);
    setBad(last && !found);
    if (found && found[0] !== value) onChoose(found[0]);
  };
  return (
    <div class="control">
      <label for={id}>{label}</label>
      <input id={id} list={`${id}-list`} value={text} placeholder="All states" autocomplete="off" aria-invalid={bad || undefined}
        onInput={(event) => settle(event.currentTarget.value, false)} onChange={(event) => settle(event.currentTarget.value, true)} />
      <datalist id={`${id}-list`}>{allNames.map(([code, name]) => <option key={code} value={name}>{code}</option>)}</datalist>
      {bad && <span class="hint" role="alert">No state of this name</span>}
    </div>
  );
}

export function FieldPicker({ id, value, onChoose }: { id: string; value?: string; onChoose: (field: string | undefined) => void }) {
  return (
    <div class="control">
      <label for={id}>Field</label>
      <select id={id} value={value ?? ""} onChange={(event) => onChoose(event.currentTarget.value || undefined)}>
        <option value="">All fields</option>
        {kFields.map((field) => <option key={field} value={field}>{field}</option>)}
      </select>
    </div>
  );
}
