// Words in names, subjects, headlines, quotes and sentences; fields by name.
import { useEffect } from "preact/hooks";
import { href } from "../address";
import { useAnswer, type Found } from "../api";
import { AgreementItem, Answer, BodyItem, Empty, QuoteItem, Section, Source } from "../parts";
import { counted, dayName, kFields, nameOf } from "../words";

// Where the words stand in a sentence, in code points of the text as Source takes them.
function place(text: string | null, start: number | null, q: string): [number, number] | undefined {
  if (!text || start === null) return undefined;
  const at = text.toLowerCase().indexOf(q.toLowerCase());
  if (at < 0) return undefined;
  const before = Array.from(text.slice(0, at)).length;
  return [start + before, start + before + Array.from(text.slice(at, at + q.length)).length];
}

export function SearchPage({ q }: { q: string }) {
  const found = useAnswer<Found>(q ? "search" : undefined, { q });
  useEffect(() => { document.title = q ? `${q} – Entente` : "Search – Entente"; }, [q]);
  const fields = q ? kFields.filter((field) => field.includes(q.toLowerCase())) : [];
  return (
    <div class="page">
      <div class="lead"><h1>{q ? <>Search: <span class="dim">“{q}”</span></> : "Search"}</h1></div>
      {!q ? <Empty>Type a name, a subject, or words of a sentence above.</Empty> : <Answer of={found}>{(data) => {
        const nothing = Object.values(data).every((list) => list.length === 0) && fields.length === 0;
        if (nothing) return <Empty>Nothing that was read holds these words.</Empty>;
        return (
          <>
            {(data.states.length > 0 || fields.length > 0) && <Section title="States and fields"><ul class="entries inline">
              {data.states.map((one) => <li key={one.state}><a href={href(["state", one.state])}>{nameOf(one.state)}</a><span class="dim"> {counted(one.documents, "report")}</span></li>)}
              {fields.map((field) => <li key={field}><a href={href([], { field })}>{field}</a><span class="dim"> on the map</span></li>)}
            </ul></Section>}
            <div class="columns">
              <div>
                {data.people.length > 0 && <Section title="People"><ul class="entries">{data.people.map((one) => <li key={one.name + one.office + one.code} class="line"><a href={href(["person", one.name])}>{one.name}</a>{one.office && <span class="dim">, {one.office}</span>}{one.country && <span class="dim"> ({nameOf(one.country)})</span>}</li>)}</ul></Section>}
                {data.documents.length > 0 && <Section title="Headlines"><ul class="entries">{data.documents.map((one) => <li key={one.document} class="line"><a href={href(["document", one.document])}>{one.title || one.document}</a><span class="dim"> · {dayName(one.published)}</span></li>)}</ul></Section>}
                {data.agreements.length > 0 && <Section title="Agreements"><ul class="entries">{data.agreements.map((one) => <AgreementItem key={one.key} of={one} />)}</ul></Section>}
                {data.bodies.length > 0 && <Section title="Joint bodies"><ul class="entries">{data.bodies.map((one) => <BodyItem key={one.key} of={one} />)}</ul></Section>}
              </div>
              <div>
                {data.sentences.length > 0 && <Section title="Sentences" says="Newest report first"><ul class="entries">{data.sentences.map((one) => <li key={one.document + one.sentence} class="entry"><Source of={one} mark={place(one.text, one.start_char, q)} /></li>)}</ul></Section>}
                {data.quotes.length > 0 && <Section title="Quotes"><ul class="entries">{data.quotes.map((one) => <QuoteItem key={one.document + one.start_char} of={one} />)}</ul></Section>}
              </div>
            </div>
          </>
        );
      }}</Answer>}
    </div>
  );
}
