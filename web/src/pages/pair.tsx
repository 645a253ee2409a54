// Two states: the cooperation map between them, and all that it rests on.
import { useEffect, useState } from "preact/hooks";
import { go, href, setQuery } from "../address";
import { useAnswer, type AgreementRow, type BodyRow, type EventRow, type FieldRow, type List, type MonthRow, type PairRow, type QuoteRow, type VisitRow } from "../api";
import { Chart } from "../charts/frame";
import { HeatMap } from "../charts/heatmap";
import { Timeline } from "../charts/timeline";
import { StatePicker } from "../controls";
import { AgreementItem, Answer, BodyItem, Entries, EventItem, QuoteItem, Section, VisitItem } from "../parts";
import { count, counted, dayName, fieldName, nameOf, score, span } from "../words";

interface Period { since?: string; until?: string }

export function PairPage({ a, b, query }: { a: string; b: string; query: Record<string, string> }) {
  const both = { state: a, with: b };
  const { field, side, status } = query;
  const [period, setPeriod] = useState<Period>({ since: query.since, until: query.until });
  useEffect(() => setPeriod({ since: query.since, until: query.until }), [query.since, query.until]);
  useEffect(() => {
    if (period.since === query.since && period.until === query.until) return;
    const timer = setTimeout(() => setQuery({ ...period }, true), 180);
    return () => clearTimeout(timer);
  }, [period]);
  const when = { since: query.since, until: query.until };
  const pair = useAnswer<List<PairRow>>("pairs", { ...both, field, ...when });
  const months = useAnswer<List<MonthRow>>("months", { ...both, field, limit: 1000 });
  const fields = useAnswer<List<FieldRow>>("fields", { ...both, ...when, limit: 1000 });
  useEffect(() => { document.title = `${nameOf(a)} and ${nameOf(b)} – Entente`; }, [a, b]);
  const row = pair.data?.data.find((one) => [one.state_a, one.state_b].sort().join() === [a, b].sort().join());
  const filtered = field || when.since || when.until;
  // What an empty list says: of what is chosen, not of all there is.
  const here = (field ? ` in the field of ${field}` : "") + (when.since || when.until ? " in this period" : "");
  return (
    <div class="page pair">
      <div class="lead">
        <h1><a href={href(["state", a])}>{nameOf(a)}</a> <span class="dim">and</span> <a href={href(["state", b])}>{nameOf(b)}</a></h1>
        <Answer of={pair}>{() => row ? (
          <>
            <p class="standfirst">
              {counted(row.cooperation, "act")} of cooperation and {counted(row.conflict, "act")} of conflict{row.first_day && `, ${span(row.first_day, row.last_day)}`}{row.planned > 0 && `; ${count(row.planned)} more planned`}{field && `, in the field of ${field}`}.
            </p>
            <dl class="figures">
              <div><dt>Cooperation</dt><dd class="cooperation-text">{count(row.cooperation)}</dd></div>
              <div><dt>Conflict</dt><dd class="conflict-text">{count(row.conflict)}</dd></div>
              <div><dt>Planned</dt><dd>{count(row.planned)}</dd></div>
              <div><dt title="Mean Goldstein score of the acts, from −10 to +10">Goldstein, mean</dt><dd>{score(row.goldstein)}</dd></div>
              <div><dt>Last act</dt><dd class="small">{dayName(row.last_day)}</dd></div>
            </dl>
          </>
        ) : <p class="standfirst">No act between the two has been read{filtered ? " in what is chosen here" : ""}.</p>}</Answer>
      </div>
      <div class="controls">
        <StatePicker id="first" label="State" value={a} onChoose={(code) => code && code !== b && go(href(["pair", ...[code, b].sort()]))} />
        <StatePicker id="second" label="and" value={b} onChoose={(code) => code && code !== a && go(href(["pair", ...[a, code].sort()]))} />
        {filtered && <button type="button" class="quiet clear" onClick={() => setQuery({ field: undefined, since: undefined, until: undefined })}>
          Show all{field && <> (now: {field})</>}
        </button>}
      </div>
      <Chart title="When" name={`entente-${a}-${b}-months`} rows={months.data?.data ?? []} csv={["months", { ...both, field }]}
        says={<>Acts by the day they happened{field && `, ${field} alone`}; cooperation above the line, conflict below. Drag to choose a period.</>}
        columns={[{ name: "Month", cell: (one) => one.month }, { name: "Cooperation", number: true, cell: (one) => count(one.cooperation) }, { name: "Conflict", number: true, cell: (one) => count(one.conflict) }, { name: "Planned", number: true, cell: (one) => count(one.planned) }, { name: "Goldstein", number: true, cell: (one) => score(one.goldstein) }]}>
        <Answer of={months}>{(data) => <Timeline months={data.data} since={period.since} until={period.until} label={`Acts between ${nameOf(a)} and ${nameOf(b)} by time`}
          onChoose={(since, until, done) => { setPeriod({ since, until }); if (done) setQuery({ since, until }); }} />}</Answer>
      </Chart>
      <Chart title="Field by field" name={`entente-${a}-${b}-fields`} rows={fields.data?.data ?? []} csv={["fields", { ...both, ...when }]}
        says="The upper half of a cell is cooperation, the lower conflict; darker: more acts. An act in two fields stands in both. Choose a field to see its evidence."
        columns={[{ name: "Field", cell: (one) => fieldName(one.field) }, { name: "Month", cell: (one) => one.month || "undated" }, { name: "Cooperation", number: true, cell: (one) => count(one.cooperation) }, { name: "Conflict", number: true, cell: (one) => count(one.conflict) }, { name: "Planned", number: true, cell: (one) => count(one.planned) }, { name: "Goldstein", number: true, cell: (one) => score(one.goldstein) }]}>
        <Answer of={fields}>{(data) => <HeatMap rows={data.data} chosen={field} onChoose={(chosen) => setQuery({ field: chosen })} label={`Acts between ${nameOf(a)} and ${nameOf(b)} by field and time. The table says the same.`} />}</Answer>
        {field && <p><button type="button" class="quiet" onClick={() => document.getElementById("evidence")?.scrollIntoView({ block: "start" })}>To the evidence in the field of {field} ↓</button></p>}
      </Chart>
      <div class="columns">
        <div>
          <Section title="Agreements" says="As reports tell them, each stage on its day">
            <Entries<AgreementRow> path="agreements" query={{ ...both, field, ...when }} label="Agreements" item={(one) => <AgreementItem key={one.key} of={one} />} none={`No agreement between the two${here} has been read.`} />
          </Section>
          <Section title="Joint bodies" says="Standing commissions and councils of the two, and what they did">
            <Entries<BodyRow> path="bodies" query={{ ...both, ...when }} label="Joint bodies" item={(one) => <BodyItem key={one.key} of={one} />} none={`No joint body of the two has been read of${when.since || when.until ? " in this period" : ""}.`} />
          </Section>
          <Section title="Visits">
            <Entries<VisitRow> path="visits" query={{ ...both, ...when }} label="Visits" item={(one) => <VisitItem key={one.document + one.start_char + one.visitor + one.stage} of={one} />} none={`No visit between the two has been read of${when.since || when.until ? " in this period" : ""}.`} />
          </Section>
        </div>
        <Section title="In their words" says={`What either side said in reports that name both`}>
          <Entries<QuoteRow> path="quotes" query={{ ...both, ...when }} first={8} label="Quotes" item={(one) => <QuoteItem key={one.document + one.start_char} of={one} />} none={`No words of either side have been read${when.since || when.until ? " in this period" : ""}.`} />
        </Section>
      </div>
      <Section title="Evidence" id="evidence" says={<>Every act between the two with its sentence{field && <>, {field} alone</>}; newest first</>}>
        <div class="controls" role="group" aria-label="Which acts">
          {([["", "All"], ["cooperation", "Cooperation"], ["conflict", "Conflict"]] as const).map(([value, label]) =>
            <button key={value} type="button" class={`chip ${value}`} aria-pressed={(side ?? "") === value} onClick={() => setQuery({ side: value }, true)}>{label}</button>)}
          <span class="gap" />
          {([["", "Any status"], ["asserted", "Happened"], ["planned", "Planned"], ["denied", "Denied"]] as const).map(([value, label]) =>
            <button key={value} type="button" class="chip" aria-pressed={(status ?? "") === value} onClick={() => setQuery({ status: value }, true)}>{label}</button>)}
        </div>
        <Entries<EventRow> path="events" query={{ ...both, field, side, status, ...when }} first={10} label="Evidence" item={(one) => <EventItem key={`${one.document}-${one.number}`} of={one} />} none="No act fits what is chosen here." />
      </Section>
    </div>
  );
}
