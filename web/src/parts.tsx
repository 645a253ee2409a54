// Pieces that several pages share: states of loading, lists of entries, evidence.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask, type AgreementRow, type Answered, type BodyRow, type EventRow, type Evidence, type List, type Query, type QuoteRow, type VisitRow } from "./api";
import { href } from "./address";
import { counted, dayName, nameOf, safeUrl, score, typeName, words } from "./words";

export function Trouble({ error, again }: { error: Error; again?: () => void }) {
  return (
    <div class="failed" role="alert">
      <p>This could not be read: {error.message}.</p>
      {again && <button type="button" onClick={again}>Try again</button>}
    </div>
  );
}
export const Loading = () => <p class="loading" role="status"><span class="unseen">Loading</span></p>;
export const Empty = ({ children }: { children: ComponentChildren }) => <p class="empty">{children}</p>;

// What is there, or why it is not there yet.
export function Answer<T>({ of, children }: { of: Answered<T>; children: (data: T) => ComponentChildren }) {
  if (of.error) return <Trouble error={of.error} again={of.again} />;
  if (of.data === undefined) return <Loading />;
  return <div class={of.loading ? "stale" : ""}>{children(of.data)}</div>;
}

export function StateLink({ code, with: other }: { code: string; with?: string }) {
  return <a href={other ? href(["pair", ...[code, other].sort()]) : href(["state", code])}>{nameOf(code)}</a>;
}
export const States = ({ codes }: { codes: string[] }) => (
  <>{codes.map((code, i) => <span key={code}>{i > 0 && (i === codes.length - 1 ? " and " : ", ")}<StateLink code={code} /></span>)}</>
);

// Code points of `text` from `start` to `end`, as the record counts.
export const slice = (points: string[], start: number, end: number): string => points.slice(start, end).join("");

// A sentence with a piece of it marked, and the report that it stands in: a link to the very place.
export function Source({ of, mark }: { of: Evidence; mark?: [number, number] }) {
  const points = Array.from(of.text ?? "");
  const begin = of.start_char ?? 0;
  const from = mark ? Math.max(0, mark[0] - begin) : 0, to = mark ? Math.max(0, mark[1] - begin) : 0;
  const place = of.start_char === null ? {} : { at: `${of.in_title ? "t" : ""}${of.start_char}-${of.end_char}` };
  return (
    <div class="source">
      {of.text && <blockquote>{mark && to > from && to <= points.length
        ? <>{slice(points, 0, from)}<mark>{slice(points, from, to)}</mark>{slice(points, to, points.length)}</> : of.text}</blockquote>}
      <p class="report">
        <a href={href(["document", of.document], place)}>{of.title || of.document}</a>
        {of.publisher && <span> · {of.publisher}</span>}<span> · {dayName(of.published)}</span>
        {safeUrl(of.url) && <> · <a href={safeUrl(of.url)} rel="noopener noreferrer" target="_blank">original<span class="unseen"> (new window)</span></a></>}
      </p>
    </div>
  );
}

// An act told more than once: a button that shows each telling with its sentence.
function Tellings({ of }: { of: EventRow }) {
  const [open, setOpen] = useState(false);
  const says = `told ${of.told} times${of.reports > 1 ? ` in ${of.reports} reports` : ""}`;
  return (
    <>
      <button type="button" class="told" aria-expanded={open} onClick={() => setOpen(!open)}>{says}</button>
      {open && (
        <div class="tellings">
          <Entries<EventRow> path={`events/${encodeURIComponent(of.document)}/${of.number}`} query={{}} first={25} label="Tellings" none="They are gone."
            item={(one) => (
              <li key={`${one.document}-${one.number}`} class="telling">
                <Source of={one} mark={marked(one)} />
                <p class="fine">CAMEO {one.cameo} · confidence {one.confidence?.toFixed(2) ?? "–"} <Fields of={one.fields} /></p>
              </li>
            )} />
        </div>
      )}
    </>
  );
}
const marked = (of: EventRow): [number, number] | undefined => of.trigger_start !== null && of.trigger_end !== null ? [of.trigger_start, of.trigger_end] : undefined;
const Told = ({ n, reports }: { n: number; reports?: number }) =>
  n > 1 ? <span class="told">told {n} times{reports !== undefined && reports > 1 && ` in ${reports} reports`}</span> : null;
const Fields = ({ of }: { of: string[] }) => <>{of.map((field) => <span key={field} class="tag">{field}</span>)}</>;

export function EventItem({ of }: { of: EventRow }) {
  return (
    <li class={`entry ${of.side}`}>
      <p class="entry-head">
        <time>{dayName(of.day)}</time>
        <strong>{typeName(of.type)}</strong>
        <span>{of.sources.join(", ") || "somebody"}{of.targets.length > 0 && <> <span aria-label="towards">→</span> {of.targets.join(", ")}</>}</span>
        {of.status !== "asserted" && <span class="status">{of.status}</span>}
      </p>
      <Source of={of} mark={marked(of)} />
      <p class="fine">CAMEO {of.cameo} · Goldstein {score(of.goldstein)} · confidence {of.confidence?.toFixed(2) ?? "–"} <Fields of={of.fields} /></p>
      {of.told > 1 && <Tellings of={of} />}
    </li>
  );
}
export function AgreementItem({ of, whole }: { of: AgreementRow; whole?: boolean }) {
  return (
    <li class="entry">
      <p class="entry-head">
        <time>{dayName(of.day)}</time><span class={`stage ${of.stage}`}>{words(of.stage)}</span>
        {whole ? <span><States codes={of.parties} /></span> : <a class="subject" href={href(["agreement", of.key])}>{of.subject || "an agreement"}</a>}
        {!whole && of.parties.length > 2 && <span class="dim">{of.parties.map(nameOf).join(", ")}</span>}
        <Told n={of.told} /><Fields of={of.fields} />
      </p>
      <Source of={of} />
    </li>
  );
}
export function VisitItem({ of }: { of: VisitRow }) {
  return (
    <li class="entry">
      <p class="entry-head">
        <time>{dayName(of.day)}</time><span class={`stage ${of.stage}`}>{words(of.stage)}</span>
        <span>{of.visitor_kind === "person" && of.visitor ? <a href={href(["person", of.visitor])}>{of.visitor}</a> : of.visitor}
          {of.office && <span class="dim">, {of.office}</span>}{of.visitor_country && <span class="dim"> ({nameOf(of.visitor_country)})</span>}
          {of.host && <> in <StateLink code={of.host} /></>}{of.place && of.place !== nameOf(of.host) && <span class="dim">, {of.place}</span>}</span>
        <Told n={of.told} />
      </p>
      <Source of={of} />
    </li>
  );
}
export function BodyItem({ of, whole }: { of: BodyRow; whole?: boolean }) {
  return (
    <li class="entry">
      <p class="entry-head">
        <time>{dayName(of.day)}</time><span class="stage">{words(of.activity)}</span>
        {!whole && <a class="subject" href={href(["body", of.key])}>{of.name || "a joint body"}</a>}
        {of.areas !== null && <span>{counted(of.areas, "area")} of work</span>}
        <Told n={of.told} />
      </p>
      <Source of={of} />
    </li>
  );
}
export function QuoteItem({ of }: { of: QuoteRow }) {
  const place = of.start_char === null ? {} : { at: `${of.in_title ? "t" : ""}${of.start_char}-${of.end_char}` };
  return (
    <li class="quoted">
      <blockquote>{of.text}</blockquote>
      <p class="report">
        {of.speaker ? (of.speaker_kind === "person" ? <a href={href(["person", of.speaker])}>{of.speaker}</a> : of.speaker) : "Nobody named"}
        {of.office && <span>, {of.office}</span>}{of.speaker_country && <span> ({nameOf(of.speaker_country)})</span>}
        {!of.direct && <span class="status">indirect</span>}
        <br /><a href={href(["document", of.document], place)}>{of.title || of.document}</a> · {dayName(of.published)}
      </p>
    </li>
  );
}

// A list of the API, page after page. `item` draws a row.
export function Entries<Row>({ path, query, item, none, first = 6, label }: {
  path: string; query: Query; item: (row: Row) => ComponentChildren; none: ComponentChildren; first?: number; label: string;
}) {
  const [rows, setRows] = useState<Row[]>();
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const key = path + JSON.stringify(query);
  const read = (cursor: string | undefined, limit: number, signal?: AbortSignal) => {
    setBusy(true);
    ask<List<Row>>(path, { ...query, limit, cursor }, signal).then((page) => {
      setRows((old) => (cursor && old ? [...old, ...page.data] : page.data));
      setNext(page.next);
      setError(undefined);
      setBusy(false);
    }).catch((reason: Error) => { if (!signal?.aborted) { setError(reason); setBusy(false); } });
  };
  useEffect(() => {
    const stop = new AbortController();
    read(undefined, first, stop.signal);
    return () => stop.abort();
  }, [key, turn]);
  if (error) return <Trouble error={error} again={() => setTurn((n) => n + 1)} />;
  if (!rows) return <Loading />;
  if (rows.length === 0) return <Empty>{none}</Empty>;
  return (
    <>
      <ul class={busy ? "entries stale" : "entries"} aria-label={label}>{rows.map(item)}</ul>
      {next && <button type="button" class="more-button" disabled={busy} onClick={() => read(next, 25)}>More<span class="unseen"> {label}</span></button>}
    </>
  );
}

export function Section({ title, says, id, children }: { title: string; says?: ComponentChildren; id?: string; children: ComponentChildren }) {
  return <section class="section" id={id} aria-label={title}><h2>{title}</h2>{says && <p class="says">{says}</p>}{children}</section>;
}

// Two bars from one middle line: what is told in a table at a glance.
export function Balance({ cooperation, conflict, most }: { cooperation: number; conflict: number; most: number }) {
  const part = (n: number) => `${(100 * n) / Math.max(1, most)}%`;
  return (
    <span class="balance" aria-hidden="true">
      <span class="half"><i class="cooperation" style={{ width: part(cooperation) }} /></span>
      <span class="half"><i class="conflict" style={{ width: part(conflict) }} /></span>
    </span>
  );
}
