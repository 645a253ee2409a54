// A report as it was read: its text with whom, where, when and what was done marked; pointing explains.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { href } from "../address";
import { useAnswer, type DocumentAnswer, type Span } from "../api";
import { Answer, Section, slice, StateLink } from "../parts";
import { counted, dayName, nameOf, safeUrl, score, typeName, words } from "../words";

type Kind = "actor" | "place" | "time" | "event" | "quote" | "found";
interface Note { kind: Kind; start: number; end: number; text: string; id: string; conflict?: boolean }
const isConflict = (cameo: string) => Number(cameo.slice(0, 2)) > 8;
const kKinds: [Kind, string][] = [["event", "Acts"], ["actor", "Who"], ["place", "Where"], ["time", "When"], ["quote", "Words"]];

// All that is marked in title or text, as notes.
function notesOf({ record }: DocumentAnswer, inTitle: boolean): Note[] {
  const mine = (span: Span) => (span.in === "title") === inTitle;
  const names = (ids: number[]) => ids.map((id) => record.actors.find((actor) => actor.id === id)?.name ?? "?").join(", ");
  const notes: Note[] = [];
  const add = (kind: Kind, span: Span, text: string, id: string, conflict = false) => { if (span && mine(span)) notes.push({ kind, start: span.start, end: span.end, text, id, conflict }); };
  record.actors.forEach((actor) => actor.mentions.forEach((mention) => add("actor", mention,
    `${actor.name}${actor.code ? ` · ${actor.code}` : ""}${actor.country ? ` · ${nameOf(actor.country)}` : ""}${actor.title ? ` · ${actor.title}` : ""} · ${actor.kind}`, `actor-${actor.id}`)));
  record.places.forEach((place, i) => add("place", place, `${place.name}${place.country ? `, ${nameOf(place.country)}` : ""} · ${place.precision}`, `place-${i}`));
  record.times.forEach((time, i) => add("time", time, `${words(time.type.toLowerCase())} ${time.value}`, `time-${i}`));
  record.quotes.forEach((quote, i) => add("quote", quote, `Words of ${quote.speaker === null ? "nobody named" : names([quote.speaker])}${quote.direct ? "" : ", indirect"}`, `quote-${i}`));
  record.events.forEach((event, i) => add("event", event.trigger,
    `${typeName(event.type)} ${event.cameo}: ${names(event.sources) || "somebody"}${event.targets.length ? ` → ${names(event.targets)}` : ""} · ${event.status} · Goldstein ${score(event.goldstein)} · confidence ${event.confidence.toFixed(2)}${event.frame ? ` · because of ${event.frame}` : ""}`, `event-${i}`, isConflict(event.cameo)));
  return notes;
}

// The text cut where a note begins or ends; each piece with the notes that cover it.
function pieces(length: number, notes: Note[]): { start: number; end: number; notes: Note[] }[] {
  const good = notes.filter((note) => note.start >= 0 && note.start < note.end && note.end <= length);
  const cuts = [...new Set([0, length, ...good.flatMap((note) => [note.start, note.end])])].sort((a, b) => a - b);
  const starts = [...good].sort((a, b) => a.start - b.start);
  let open: Note[] = [], next = 0;
  return cuts.slice(0, -1).map((start, i) => {
    open = open.filter((note) => note.end > start);
    while (next < starts.length && starts[next].start <= start) open.push(starts[next++]);
    return { start, end: cuts[i + 1], notes: open };
  });
}

interface MarkedProps { points: string[]; notes: Note[]; shown: Set<Kind>; lit?: string; onPoint: (notes: Note[], at: Element | null) => void }

function Marked({ points, notes, shown, lit, onPoint }: MarkedProps) {
  const cut = useMemo(() => pieces(points.length, notes), [points, notes]);
  return (
    <>
      {cut.map(({ start, end, notes: all }) => {
        const here = all.filter((note) => shown.has(note.kind) || note.kind === "found");
        const text = slice(points, start, end);
        if (here.length === 0) return text;
        const kinds = [...new Set(here.map((note) => note.kind))];
        const told = here.filter((note) => note.kind !== "found");
        const first = here.find((note) => note.start === start);
        return (
          <span key={start} id={first && first.kind !== "found" ? `${first.id}-${start}` : undefined}
            class={`note ${kinds.join(" ")}${here.some((note) => note.conflict) ? " conflict" : ""}${here.some((note) => note.id === lit) ? " lit" : ""}`}
            onPointerEnter={(event) => onPoint(told, event.currentTarget)} onPointerLeave={() => onPoint([], null)}>{text}</span>
        );
      })}
    </>
  );
}

export function DocumentPage({ id, at }: { id: string; at?: string }) {
  const answer = useAnswer<DocumentAnswer>(`documents/${id.split("/").map(encodeURIComponent).join("%2F")}`);
  useEffect(() => { document.title = `${answer.data?.document.title || id} – Entente`; }, [answer.data, id]);
  return <div class="page document"><Answer of={answer}>{(data) => <Read key={id} data={data} at={at} />}</Answer></div>;
}

function Read({ data, at }: { data: DocumentAnswer; at?: string }) {
  const { document: report, record } = data;
  const [shown, setShown] = useState(new Set<Kind>(kKinds.map(([kind]) => kind)));
  const [lit, setLit] = useState<string>();
  const [card, setCard] = useState<{ notes: Note[]; x: number; y: number }>();
  const article = useRef<HTMLElement>(null);
  const title = useMemo(() => Array.from(report.title ?? ""), [report]), text = useMemo(() => Array.from(report.text), [report]);
  const match = at?.match(/^(t?)(\d+)-(\d+)$/);
  const found: Note[] = match ? [{ kind: "found", start: Number(match[2]), end: Number(match[3]), text: "", id: "found" }] : [];
  const titleNotes = useMemo(() => [...notesOf(data, true), ...(match?.[1] ? found : [])], [data, at]);
  const textNotes = useMemo(() => [...notesOf(data, false), ...(match && !match[1] ? found : [])], [data, at]);
  // Paragraphs keep the offsets of the text: each has the notes that lie in it, counted from its own beginning.
  const paragraphs = useMemo(() => {
    const out: { start: number; points: string[]; notes: Note[] }[] = [];
    let start = 0;
    const close = (end: number) => {
      if (end > start) out.push({ start, points: text.slice(start, end),
        notes: textNotes.filter((note) => note.start < end && note.end > start).map((note) => ({ ...note, start: Math.max(0, note.start - start), end: Math.min(end, note.end) - start })) });
    };
    for (let i = 0; i < text.length; ++i) {
      if (text[i] !== "\n") continue;
      close(i);
      start = i + 1;
    }
    close(text.length);
    return out;
  }, [text, textNotes]);
  useEffect(() => { article.current?.querySelector(".found")?.scrollIntoView({ block: "center" }); }, [at]);
  const point = (notes: Note[], element: Element | null) => {
    if (!element || notes.length === 0) { setCard(undefined); setLit(undefined); return; }
    const box = element.getBoundingClientRect();
    setCard({ notes, x: Math.min(box.left, innerWidth - 340), y: box.bottom + 6 });
    setLit(notes.find((note) => note.kind === "event")?.id ?? notes[0].id);
  };
  const show = (key: string) => {
    setLit(key);
    article.current?.querySelector(`[id^="${key}-"]`)?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  };
  const names = (ids: number[]) => ids.map((n) => record.actors.find((actor) => actor.id === n)?.name ?? "?").join(", ");
  const marked = (points: string[], notes: Note[]) => <Marked points={points} notes={notes} shown={shown} lit={lit} onPoint={point} />;
  const actors = record.actors.filter((actor) => actor.mentions.length > 0);
  return (
    <>
      <div class="lead">
        <p class="kind">{[report.source, dayName(report.date)].filter(Boolean).join(" · ")}{safeUrl(report.url) && <> · <a href={safeUrl(report.url)} rel="noopener noreferrer" target="_blank">original<span class="unseen"> (new window)</span></a></>}</p>
        <h1 dir="auto">{title.length > 0 ? marked(title, titleNotes) : report.id}</h1>
        <p class="fine">{report.id} · {counted(record.sentences.length, "sentence")}, {counted(record.events.length, "act")}, {counted(actors.length, "actor")}{record.warnings.length > 0 && <> · <strong>{record.warnings.join("; ")}</strong></>}</p>
      </div>
      <div class="controls" role="group" aria-label="What is marked">
        {kKinds.map(([kind, label]) => (
          <button key={kind} type="button" class={`chip key ${kind}`} aria-pressed={shown.has(kind)} onClick={() => {
            const next = new Set(shown);
            next.has(kind) ? next.delete(kind) : next.add(kind);
            setShown(next);
          }}>{label}</button>
        ))}
      </div>
      <div class="document-grid">
        <article ref={article} lang={report.lang} dir="auto">
          {paragraphs.map((one) => <p key={one.start}>{marked(one.points, one.notes)}</p>)}
        </article>
        <aside aria-label="What was read">
          <Section title="Acts">
            {record.events.length === 0 ? <p class="empty">None.</p> : <ul class="entries">{record.events.map((event, i) => (
              <li key={i} class={`line event-line ${isConflict(event.cameo) ? "conflict" : "cooperation"}`}>
                <button type="button" class="plain" onClick={() => show(`event-${i}`)} onFocus={() => setLit(`event-${i}`)} onPointerEnter={() => setLit(`event-${i}`)}>
                  <strong>{typeName(event.type)}</strong> <span class="dim">{event.cameo}</span><br />
                  {names(event.sources) || "somebody"}{event.targets.length > 0 && ` → ${names(event.targets)}`}
                  {event.status !== "asserted" && <span class="status">{event.status}</span>}
                  <span class="fine block">{event.frame && <>because of {event.frame.split(" ")[0]}</>}</span>
                </button>
              </li>
            ))}</ul>}
          </Section>
          <Section title="Who">
            <ul class="entries">{actors.slice(0, 30).map((actor) => (
              <li key={actor.id} class="line">
                {actor.kind === "person" ? <a href={href(["person", actor.name])}>{actor.name}</a> : actor.kind === "country" && actor.country ? <StateLink code={actor.country} /> : actor.name}
                <span class="dim">{actor.code && ` ${actor.code}`}{actor.title && `, ${actor.title}`} · named {counted(actor.mentions.length, "time")}</span>
              </li>
            ))}</ul>
          </Section>
        </aside>
      </div>
      {card && <div class="card" role="status" style={{ left: `${card.x}px`, top: `${card.y}px` }}>
        {card.notes.map((note, i) => <p key={i} class={note.kind}>{note.text}</p>)}
      </div>}
    </>
  );
}
