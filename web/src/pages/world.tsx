// All states: choose one, and the others have the colour of their relation to it.
import { useEffect, useMemo, useState } from "preact/hooks";
import { go, href, setQuery } from "../address";
import { useAnswer, type List, type MonthRow, type PairRow, type StateRow, type Summary } from "../api";
import { Chart } from "../charts/frame";
import { Timeline } from "../charts/timeline";
import { WorldMap, type Standing } from "../charts/worldmap";
import { FieldPicker, StatePicker } from "../controls";
import { Answer, Balance, Empty } from "../parts";
import { count, counted, dayName, inSentence, nameOf, span } from "../words";

interface Period { since?: string; until?: string }

export function WorldPage({ query }: { query: Record<string, string> }) {
  const { state, field } = query;
  // While the handles are dragged, the map follows a little behind.
  const [period, setPeriod] = useState<Period>({ since: query.since, until: query.until });
  useEffect(() => setPeriod({ since: query.since, until: query.until }), [query.since, query.until]);
  const asked = { state, field, since: query.since, until: query.until, limit: 1000 };
  const pairs = useAnswer<List<PairRow>>("pairs", asked);
  const states = useAnswer<List<StateRow>>(state ? undefined : "states", { field, since: query.since, until: query.until, limit: 1000 });
  const months = useAnswer<List<MonthRow>>("months", { state, field, limit: 1000 });
  const summary = useAnswer<Summary>("summary");
  useEffect(() => { document.title = state ? `${nameOf(state)} and the world – Entente` : "Entente – the map of relations between states"; }, [state]);
  useEffect(() => {
    if (period.since === query.since && period.until === query.until) return;
    const timer = setTimeout(() => setQuery({ ...period }, true), 180);
    return () => clearTimeout(timer);
  }, [period]);

  const rows = pairs.data?.data ?? [];
  const partners = useMemo(() => rows.map((row) => ({ ...row, other: row.state_a === state ? row.state_b : row.state_a })), [pairs.data, state]);
  const standing = useMemo(() => {
    const out = new Map<string, Standing>();
    if (state) for (const row of partners) out.set(row.other, row);
    else for (const row of states.data?.data ?? []) out.set(row.state, row);
    return out;
  }, [partners, states.data, state]);
  const arcs = rows.filter((row) => row.cooperation + row.conflict > 0).slice(0, state ? 15 : 24).map((row) => ({ ...row, a: row.state_a, b: row.state_b }));
  const acts = (row: Standing) => row.cooperation + row.conflict;
  const most = Math.max(1, ...rows.map((row) => Math.max(row.cooperation, row.conflict)));
  const when = query.since || query.until ? `${query.since ? dayName(query.since) : "the beginning"} to ${query.until ? dayName(query.until) : "today"}` : "all time";
  if (summary.data && summary.data.documents === 0)
    return <div class="page"><h1>The map is empty</h1><Empty>No report has been read yet. <code>entente gather PATH</code> reads some into this database; they appear here by themselves.</Empty></div>;
  return (
    <div class="page world">
      <div class="lead">
        <h1>{state ? <>{nameOf(state)} <span class="dim">and the world</span></> : "The map of relations between states"}</h1>
        <p class="standfirst">
          {state
            ? pairs.data && <>{counted(partners.length, "state")} in relation with {inSentence(state)}{field && <> in the field of {field}</>}. <a href={href(["state", state])}>Its page</a></>
            : summary.data && <>{counted(summary.data.acts, "act")} among {counted(summary.data.states, "state")}, read from {counted(summary.data.documents, "report")} of {span(summary.data.first_day, summary.data.last_day)}. Choose a state to see who cooperates or quarrels with it.</>}
        </p>
      </div>
      <div class="controls">
        <StatePicker id="state" label="State" value={state} onChoose={(code) => setQuery({ state: code })} />
        <FieldPicker id="field" value={field} onChoose={(chosen) => setQuery({ field: chosen })} />
      </div>
      <div class="world-grid">
        <div>
        <Chart title={state ? `Relations with ${nameOf(state)}` : "States and their strongest pairs"} name={state ? `entente-${state}` : "entente-world"} rows={rows}
          says={<>Acts that happened, {when}{field && `, ${field}`}</>}
          csv={["pairs", asked]}
          columns={[
            { name: "State", cell: (row) => nameOf(row.state_a), link: (row) => href(["state", row.state_a]) },
            { name: "and", cell: (row) => nameOf(row.state_b), link: (row) => href(["state", row.state_b]) },
            { name: "Cooperation", number: true, cell: (row) => count(row.cooperation) }, { name: "Conflict", number: true, cell: (row) => count(row.conflict) },
            { name: "Planned", number: true, cell: (row) => count(row.planned) }, { name: "Last act", cell: (row) => dayName(row.last_day), link: (row) => href(["pair", row.state_a, row.state_b]) },
          ]}>
          <WorldMap chosen={state} standing={standing} arcs={arcs}
            label={state ? `World map: the relations of ${nameOf(state)} with ${counted(partners.length, "state")}. The table says the same.` : `World map: the acts of ${counted(standing.size, "state")} and the strongest pairs. The table says the same.`}
            onState={(code) => (state && code !== state && standing.has(code) ? go(href(["pair", ...[state, code].sort()])) : setQuery({ state: code === state ? undefined : code }))} />
        </Chart>
        <Chart title="When" name={state ? `entente-${state}-months` : "entente-months"} rows={months.data?.data ?? []} csv={["months", { state, field }]}
          says="Acts by the day they happened; cooperation above the line, conflict below. Drag to choose a period."
          columns={[{ name: "Month", cell: (row) => row.month }, { name: "Cooperation", number: true, cell: (row) => count(row.cooperation) }, { name: "Conflict", number: true, cell: (row) => count(row.conflict) }, { name: "Planned", number: true, cell: (row) => count(row.planned) }]}>
          <Answer of={months}>{(data) => <Timeline months={data.data} since={period.since} until={period.until} label="Acts by time"
            onChoose={(since, until, done) => { setPeriod({ since, until }); if (done) setQuery({ since, until }); }} />}</Answer>
        </Chart>
        </div>
        <aside aria-label={state ? "Partners" : "Strongest pairs"}>
          <h2>{state ? "Partners" : "Strongest pairs"}</h2>
          <Answer of={pairs}>{() => partners.length === 0 ? <Empty>No acts {when === "all time" ? "" : `from ${when} `}here.</Empty> : (
            <table class="ranking">
              <thead><tr><th scope="col">{state ? "State" : "Pair"}</th><th scope="col" class="number"><span class="cooperation-text">coop.</span></th><th scope="col"><span class="unseen">Balance</span></th><th scope="col" class="number"><span class="conflict-text">confl.</span></th></tr></thead>
              <tbody>{partners.slice(0, 24).map((row) => (
                <tr key={row.state_a + row.state_b}>
                  <td><a href={href(["pair", row.state_a, row.state_b])}>{state ? nameOf(row.other) : `${nameOf(row.state_a)} – ${nameOf(row.state_b)}`}</a></td>
                  <td class="number">{count(row.cooperation)}</td><td><Balance {...row} most={most} /></td><td class="number">{count(row.conflict)}</td>
                </tr>
              ))}</tbody>
            </table>
          )}</Answer>
          {partners.length > 24 && <p class="fine">{count(partners.length - 24)} more in the table of the map; {count(partners.reduce((n, row) => n + acts(row), 0))} acts in all, an act of three states in each of its pairs.</p>}
        </aside>
      </div>
    </div>
  );
}
