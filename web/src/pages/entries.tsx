// An agreement or a joint body, with all that has been read of it.
import { useEffect } from "preact/hooks";
import { href } from "../address";
import { useAnswer, type AgreementRow, type BodyRow, type List } from "../api";
import { AgreementItem, Answer, BodyItem, Section, States } from "../parts";
import { counted, dayName, words } from "../words";

export function AgreementPage({ id }: { id: string }) {
  const answer = useAnswer<List<AgreementRow>>(`agreements/${encodeURIComponent(id)}`);
  const latest = answer.data?.data[0];
  useEffect(() => { document.title = `${latest?.subject ?? "Agreement"} – Entente`; }, [latest]);
  return (
    <div class="page narrow">
      <Answer of={answer}>{({ data }) => {
        const [last] = data;
        return (
          <>
            <div class="lead">
              <p class="kind">Agreement</p>
              <h1>{last.subject || "An agreement"}</h1>
              <p class="standfirst">Between <States codes={last.parties} />. Last heard of as <strong>{words(last.stage)}</strong>, {dayName(last.day)}.</p>
              <p>{last.fields.map((field) => <span key={field} class="tag">{field}</span>)}
                {last.parties.length === 2 && <a href={href(["pair", ...[...last.parties].sort()])}>The relation of the two</a>}</p>
            </div>
            <ol class="stages" aria-label="Stages, oldest first">{[...data].reverse().map((one) => <li key={one.key} class={`stage ${one.stage}`}>{words(one.stage)}<time>{dayName(one.day)}</time></li>)}</ol>
            <Section title="What was read of it" says="Its stages by day, newest first">
              <ul class="entries">{data.map((one) => <AgreementItem key={one.key} of={one} whole />)}</ul>
            </Section>
          </>
        );
      }}</Answer>
    </div>
  );
}

export function BodyPage({ id }: { id: string }) {
  const answer = useAnswer<List<BodyRow>>(`bodies/${encodeURIComponent(id)}`);
  const latest = answer.data?.data[0];
  useEffect(() => { document.title = `${latest?.name ?? "Joint body"} – Entente`; }, [latest]);
  return (
    <div class="page narrow">
      <Answer of={answer}>{({ data }) => {
        const [last] = data, areas = data.find((one) => one.areas !== null)?.areas;
        return (
          <>
            <div class="lead">
              <p class="kind">Joint body</p>
              <h1>{last.name || "A joint body"}</h1>
              <p class="standfirst">Of <States codes={last.parties} />{areas ? `; ${counted(areas, "area")} of work` : ""}. Last: {words(last.activity)}, {dayName(last.day)}.
                {last.parties.length === 2 && <> <a href={href(["pair", ...[...last.parties].sort()])}>The relation of the two</a></>}</p>
            </div>
            <Section title="What it did" says="Newest first"><ul class="entries">{data.map((one) => <BodyItem key={one.key} of={one} whole />)}</ul></Section>
          </>
        );
      }}</Answer>
    </div>
  );
}
