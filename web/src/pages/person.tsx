// One person: offices, words, visits, acts, as reports have the name.
import { useEffect } from "preact/hooks";
import { href } from "../address";
import { useAnswer, type DocumentRow, type EventRow, type List, type PersonRow, type QuoteRow, type VisitRow } from "../api";
import { Answer, Empty, Entries, EventItem, QuoteItem, Section, StateLink, VisitItem } from "../parts";
import { counted, dayName, span } from "../words";

export function PersonPage({ name }: { name: string }) {
  const offices = useAnswer<List<PersonRow>>("people", { person: name });
  useEffect(() => { document.title = `${name} – Entente`; }, [name]);
  return (
    <div class="page">
      <div class="lead"><p class="kind">Person</p><h1>{name}</h1></div>
      <Answer of={offices}>{({ data }) => data.length === 0 ? <Empty>No report names a person so.</Empty> : (
        <>
          <Section title="Offices" says="As reports name them, with the days of those reports">
            <ul class="entries">{data.map((one) => (
              <li key={`${one.office}${one.code}`} class="line"><strong>{one.office || "no office named"}</strong>{one.country && <>, <StateLink code={one.country} /></>}
                <span class="dim"> · {one.code} · {counted(one.documents, "report")}{one.first_day && `, ${span(one.first_day, one.last_day)}`}</span></li>
            ))}</ul>
          </Section>
          <div class="columns">
            <Section title="Words"><Entries<QuoteRow> path="quotes" query={{ person: name }} first={8} label="Words" item={(one) => <QuoteItem key={one.document + one.start_char} of={one} />} none="No words have been read here." /></Section>
            <div>
              <Section title="Visits"><Entries<VisitRow> path="visits" query={{ person: name }} label="Visits" item={(one) => <VisitItem key={one.document + one.start_char + one.stage} of={one} />} none="No visit has been read here." /></Section>
              <Section title="Reports"><Entries<DocumentRow> path="documents" query={{ person: name }} label="Reports" item={(one) => <li key={one.document} class="line"><a href={href(["document", one.document])}>{one.title || one.document}</a><span class="dim"> · {dayName(one.published)}</span></li>} none="None." /></Section>
            </div>
          </div>
          <Section title="Acts"><Entries<EventRow> path="events" query={{ person: name }} label="Acts" item={(one) => <EventItem key={`${one.document}-${one.number}`} of={one} />} none="No acts have been read here." /></Section>
        </>
      )}</Answer>
    </div>
  );
}
