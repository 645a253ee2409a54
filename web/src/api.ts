// The API as the pages ask it. The shapes are those of openapi.json.
import { useEffect, useState } from "preact/hooks";

export interface Balance { cooperation: number; conflict: number; planned: number; goldstein: number | null }
export interface Report { document: string; title: string | null; publisher: string | null; published: string | null; url: string | null }
export interface Evidence extends Report { text: string | null; in_title: boolean | null; start_char: number | null; end_char: number | null }
export interface Summary {
  documents: number; sentences: number; acts: number; tellings: number; states: number; agreements: number; visits: number;
  bodies: number; quotes: number; first_day: string | null; last_day: string | null; first_act: string | null;
  last_act: string | null; coder: string | null;
}
export interface StateRow extends Balance { state: string; name: string | null; documents: number; partners: number; last_day: string | null }
export interface PairRow extends Balance { state_a: string; state_b: string; first_day: string | null; last_day: string | null }
export interface MonthRow extends Balance { month: string }
export interface FieldRow extends Balance { field: string; month: string }
export interface EventRow extends Evidence {
  day: string | null; date: string | null; date_precision: string | null; type: string | null; mode: string | null; cameo: string | null;
  side: "cooperation" | "conflict"; goldstein: number | null; status: string; fields: string[]; contexts: string[]; sources: string[];
  source_codes: string[]; targets: string[]; target_codes: string[]; place: string | null; told: number; reports: number; confidence: number | null;
  number: number; trigger_start: number | null; trigger_end: number | null;
}
export interface AgreementRow extends Evidence {
  key: string; day: string | null; date: string | null; stage: string; subject: string | null; parties: string[]; fields: string[]; told: number;
}
export interface VisitRow extends Evidence {
  day: string | null; date: string | null; stage: string; visitor: string | null; visitor_kind: string | null; office: string | null;
  visitor_country: string | null; host: string | null; place: string | null; told: number;
}
export interface BodyRow extends Evidence {
  key: string; day: string | null; activity: string; name: string | null; areas: number | null; parties: string[]; told: number;
}
export interface QuoteRow extends Report {
  speaker: string | null; speaker_kind: string | null; office: string | null; speaker_country: string | null; direct: boolean | null;
  text: string; in_title: boolean | null; start_char: number | null; end_char: number | null;
}
export interface DocumentRow extends Report { lang: string | null; characters: number | null; events: number; warnings: string[] }
export interface PersonRow {
  name: string; office: string | null; code: string | null; country: string | null; documents: number; first_day: string | null; last_day: string | null;
}
export interface SentenceRow extends Evidence { sentence: number }
export interface FoundState { state: string; name: string | null; documents: number }
export interface Found {
  states: FoundState[]; people: PersonRow[]; agreements: AgreementRow[]; bodies: BodyRow[]; quotes: QuoteRow[];
  documents: DocumentRow[]; sentences: SentenceRow[];
}
export interface List<Row> { data: Row[]; next: string | null }

// The record of docs/formats/record.md, as far as a page shows it.
export interface Span { start: number; end: number; in?: "title" }
export interface RecordActor {
  id: number; name: string; code: string | null; country: string | null; title: string | null; kind: string; evidence?: string;
  mentions: (Span & { kind?: string })[];
}
export interface RecordEvent {
  sentence: number; type: string; mode: string | null; cameo: string; goldstein: number; status: string; fields: string[];
  sources: number[]; targets: number[]; date: string | null; trigger: Span; confidence: number; frame?: string;
}
export interface DocumentAnswer {
  document: { id: string; text: string; title?: string; date?: string; url?: string; source?: string; lang?: string };
  record: {
    sentences: Span[]; actors: RecordActor[]; events: RecordEvent[]; warnings: string[]; coder: string;
    places: (Span & { name: string; country: string | null; precision: string })[];
    times: (Span & { type: string; value: string })[];
    quotes: (Span & { speaker: number | null; direct: boolean })[];
  };
}

export class ApiError extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

export type Query = Record<string, string | number | undefined>;

export function apiPath(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== "") parameters.set(name, String(value));
  const text = parameters.toString();
  return "/api/v1/" + path + (text ? "?" + text : "");
}

export async function ask<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await fetch(apiPath(path, query), { signal, headers: { Accept: "application/json" } });
  if (response.ok) return (await response.json()) as T;
  let detail = response.statusText;
  try {
    detail = ((await response.json()) as { detail?: string }).detail ?? detail;
  } catch { /* no JSON: the status says it */ }
  throw new ApiError(response.status, detail);
}

export interface Answered<T> { data?: T; error?: Error; loading: boolean; again: () => void }

// The database's state as the server last told it: a new one asks all that is shown again.
let generation = "";
const listeners = new Set<() => void>();
export function watchChanges(): void {
  const source = new EventSource("/api/v1/changes");
  source.addEventListener("state", (event) => {
    const told = (JSON.parse((event as MessageEvent<string>).data) as { generation: string }).generation;
    const grown = generation !== "" && told !== generation;
    generation = told;
    if (grown) listeners.forEach((listener) => listener());
  });
}

// Asks when `path` or `query` change, and when the database has grown. What was there stays until the new answer is: no flicker.
// An undefined path asks nothing.
export function useAnswer<T>(path: string | undefined, query: Query = {}): Answered<T> {
  const address = path === undefined ? undefined : apiPath(path, query);
  const [state, set] = useState<{ address?: string; data?: T; error?: Error; loading: boolean }>({ loading: path !== undefined });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const listener = () => setTurn((n) => n + 1);
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  }, []);
  useEffect(() => {
    if (path === undefined) return;
    const stop = new AbortController();
    set((old) => ({ ...old, loading: true }));
    ask<T>(path, query, stop.signal)
      .then((data) => set({ address, data, loading: false }))
      .catch((error: Error) => { if (!stop.signal.aborted) set({ address, error, loading: false }); });
    return () => stop.abort();
  }, [address, turn]);
  return { data: state.data, error: state.error, loading: state.loading, again: () => setTurn((n) => n + 1) };
}
