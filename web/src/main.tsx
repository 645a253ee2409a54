// The pages of `entente serve`. What is shown hangs on the address alone (address.ts) and on what the API answers (api.ts).
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { followLinks, go, href, useAddress } from "./address";
import { useAnswer, watchChanges, type Summary } from "./api";
import { About } from "./pages/about";
import { AgreementPage, BodyPage } from "./pages/entries";
import { DocumentPage } from "./pages/document";
import { PairPage } from "./pages/pair";
import { PersonPage } from "./pages/person";
import { SearchPage } from "./pages/search";
import { StatePage } from "./pages/state";
import { WorldPage } from "./pages/world";
import { counted, span } from "./words";
import "./style.css";

function View({ path, query }: { path: string[]; query: Record<string, string> }) {
  const [first = "", a = "", b = ""] = path;
  if (first === "") return <WorldPage query={query} />;
  if (first === "pair" && a && b) return <PairPage a={a.toUpperCase()} b={b.toUpperCase()} query={query} />;
  if (first === "state" && a) return <StatePage code={a.toUpperCase()} query={query} />;
  if (first === "agreement" && a) return <AgreementPage id={a} />;
  if (first === "body" && a) return <BodyPage id={a} />;
  if (first === "person" && a) return <PersonPage name={a} />;
  if (first === "document" && a) return <DocumentPage id={path.slice(1).join("/")} at={query.at} />;
  if (first === "search") return <SearchPage q={query.q ?? ""} />;
  if (first === "about") return <About />;
  return <div class="page"><h1>Nothing here</h1><p>No page has this address. <a href="/">To the map</a></p></div>;
}

const kThemes = ["auto", "light", "dark"] as const;
type Theme = (typeof kThemes)[number];
function storedTheme(): Theme {
  try { return (localStorage.getItem("theme") as Theme) ?? "auto"; } catch { return "auto"; }
}
function applyTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function App() {
  const address = useAddress();
  const summary = useAnswer<Summary>("summary");
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const [sought, setSought] = useState(address.query.q ?? "");
  useEffect(() => { if (address.path[0] === "search") setSought(address.query.q ?? ""); }, [address.query.q]);
  useEffect(() => {
    applyTheme(theme);
    try { localStorage.setItem("theme", theme); } catch { /* it holds for this visit */ }
  }, [theme]);
  const next = kThemes[(kThemes.indexOf(theme) + 1) % kThemes.length];
  return (
    <>
      <a class="skip" href="#main">To the content</a>
      <header class="top">
        <a class="brand" href="/"><svg viewBox="0 0 32 22" aria-hidden="true"><path d="M5 18C9 2 23 2 27 18" /><circle cx="5" cy="18" r="3" /><circle cx="27" cy="18" r="3" /></svg>Entente</a>
        <nav aria-label="Main">
          <a href="/" aria-current={address.path.length === 0 ? "page" : undefined}>World</a>
          <a href="/about" aria-current={address.path[0] === "about" ? "page" : undefined}>About</a>
        </nav>
        <form role="search" onSubmit={(event) => { event.preventDefault(); if (sought.trim()) go(href(["search"], { q: sought.trim() })); }}>
          <label class="unseen" for="sought">Search names, subjects and sentences</label>
          <input id="sought" type="search" placeholder="Search names, subjects, sentences" value={sought} onInput={(event) => setSought(event.currentTarget.value)} />
        </form>
        <button type="button" class="quiet theme" onClick={() => setTheme(next)} aria-label={`Colours: ${theme}. Change to ${next}`} title={`Colours: ${theme}`}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7" /><path d={theme === "light" ? "" : theme === "dark" ? "M10 3a7 7 0 0 0 0 14a7 7 0 0 0 0-14" : "M10 3a7 7 0 0 1 0 14z"} /></svg>
        </button>
      </header>
      <main id="main" tabIndex={-1}><View key={address.path.join("/")} path={address.path} query={address.query} /></main>
      <footer>
        {summary.data && <p>{counted(summary.data.documents, "report")}{summary.data.first_day && `, ${span(summary.data.first_day, summary.data.last_day)}`} · {counted(summary.data.acts, "act")} in {counted(summary.data.sentences, "sentence")}{summary.data.coder && ` · read by ${summary.data.coder}`}</p>}
        <p>An act counts once however often it is told. What is denied or conditional is in no count. <a href="/about">What the numbers count</a> · <a href="/api/v1/openapi.json">API</a></p>
      </footer>
    </>
  );
}

applyTheme(storedTheme());
followLinks();
watchChanges();
render(<App />, document.getElementById("app")!);
