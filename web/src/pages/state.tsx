// One state: whom it deals with, its people, agreements, visits, and its latest acts.
import { useEffect } from "preact/hooks";
import { href, setQuery } from "../address";
import { useAnswer, type AgreementRow, type BodyRow, type EventRow, type List, type MonthRow, type PairRow, type PersonRow, type StateRow, type VisitRow } from "../api";
import { Chart } from "../charts/frame";
import { Timeline } from "../charts/timeline";
import { FieldPicker } from "../controls";
import { AgreementItem, Answer, Balance, BodyItem, Empty, Entries, EventItem, Section, VisitItem } from "../parts";
import { count, counted, dayName, inSentence, nameOf, score } from "../words";

export function StatePage({ code, query }: { code: string; query: Record<string, string> }) {
  const { field, since, until } = query;
  const chosen = { state: code, field, since, until };
  const state = useAnswer<List<StateRow>>("states", chosen);
  const pairs = useAnswer<List<PairRow>>("pairs", { ...chosen, limit: 1000 });
  const months = useAnswer<List<MonthRow>>("months", { state: code, field, limit: 1000 });
  useEffect(() => { document.title = `${nameOf(code)} – Entente`; }, [code]);
  const row = state.data?.data[0];
  const partners = (pairs.data?.data ?? []).map((one) => ({ ...one, other: one.state_a === code ? one.state_b : one.state_a }));
  const most = Math.max(1, ...partners.map((one) => Math.max(one.cooperation, one.conflict)));
  return (
    <div class="page">
      <div class="lead">
        <h1>{nameOf(code)}</h1>
        <Answer of={state}>{() => row ? (
          <>
            <p class="standfirst">Named in {counted(row.documents, "report")}; acts with {counted(row.partners, "state")}. <a href={href([], { state: code })}>On the map</a></p>
            <dl class="figures">
              <div><dt>Cooperation</dt><dd class="cooperation-text">{count(row.cooperation)}</dd></div>
              <div><dt>Conflict</dt><dd class="conflict-text">{count(row.conflict)}</dd></div>
              <div><dt>Planned</dt><dd>{count(row.planned)}</dd></div>
              <div><dt title="Mean Goldstein score of the acts, from −10 to +10">Goldstein, mean</dt><dd>{score(row.goldstein)}</dd></div>
              <div><dt>Last act</dt><dd class="small">{dayName(row.last_day)}</dd></div>
            </dl>
          </>
        ) : <p class="standfirst">No report names {inSentence(code)}.</p>}</Answer>
      </div>
      <div class="controls"><FieldPicker id="field" value={field} onChoose={(value) => setQuery({ field: value })} /></div>
      <Chart title="When" name={`entente-${code}-months`} rows={months.data?.data ?? []} csv={["months", { state: code, field }]}
        says="Acts with other states by the day they happened; cooperation above the line, conflict below. Drag to choose a period."
        columns={[{ name: "Month", cell: (one) => one.month }, { name: "Cooperation", number: true, cell: (one) => count(one.cooperation) }, { name: "Conflict", number: true, cell: (one) => count(one.conflict) }, { name: "Planned", number: true, cell: (one) => count(one.planned) }]}>
        <Answer of={months}>{(data) => <Timeline months={data.data} since={since} until={until} label={`Acts of ${nameOf(code)} by time`}
          onChoose={(from, to, done) => done && setQuery({ since: from, until: to })} />}</Answer>
      </Chart>
      <div class="columns">
        <Section title="Partners" says="States that it acts with, most acts first">
          <Answer of={pairs}>{() => partners.length === 0 ? <Empty>No acts with other states here.</Empty> : (
            <table class="ranking wide">
              <thead><tr><th scope="col">State</th><th scope="col" class="number">Cooperation</th><th scope="col"><span class="unseen">Balance</span></th><th scope="col" class="number">Conflict</th><th scope="col" class="number">Planned</th><th scope="col">Last act</th></tr></thead>
              <tbody>{partners.slice(0, 40).map((one) => (
                <tr key={one.other}>
                  <td><a href={href(["pair", one.state_a, one.state_b])}>{nameOf(one.other)}</a></td>
                  <td class="number">{count(one.cooperation)}</td><td><Balance {...one} most={most} /></td><td class="number">{count(one.conflict)}</td>
                  <td class="number">{count(one.planned)}</td><td>{dayName(one.last_day)}</td>
                </tr>
              ))}</tbody>
            </table>
          )}</Answer>
        </Section>
        <Section title="People" says="With the office that reports name them with">
          <Entries<PersonRow> path="people" query={{ state: code, since, until }} first={12} label="People" none="Nobody of this state has been read of here."
            item={(one) => <li key={one.name + one.office} class="line"><a href={href(["person", one.name])}>{one.name}</a>{one.office && <span class="dim">, {one.office}</span>}<span class="dim"> · {counted(one.documents, "report")}</span></li>} />
        </Section>
      </div>
      <div class="columns">
        <Section title="Agreements"><Entries<AgreementRow> path="agreements" query={chosen} label="Agreements" item={(one) => <AgreementItem key={one.key} of={one} />} none="No agreement has been read here." /></Section>
        <div>
          <Section title="Visits"><Entries<VisitRow> path="visits" query={{ state: code, since, until }} label="Visits" item={(one) => <VisitItem key={one.document + one.start_char + one.visitor + one.stage} of={one} />} none="No visit has been read here." /></Section>
          <Section title="Joint bodies"><Entries<BodyRow> path="bodies" query={{ state: code, since, until }} label="Joint bodies" item={(one) => <BodyItem key={one.key} of={one} />} none="No joint body has been read here." /></Section>
        </div>
      </div>
      <Section title="Latest acts" says="Also those that no other state takes part in">
        <Entries<EventRow> path="events" query={chosen} label="Latest acts" item={(one) => <EventItem key={`${one.document}-${one.number}`} of={one} />} none="No acts here." />
      </Section>
    </div>
  );
}
