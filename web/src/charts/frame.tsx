// What every chart has: a title, its table instead of it, and its download as picture (SVG, PNG) and as CSV.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { apiPath, type Query } from "../api";

export interface Column<Row> { name: string; number?: boolean; cell: (row: Row) => string | number; link?: (row: Row) => string | undefined }

// Copies what a style sheet says of each element into the picture itself, so that it looks the same elsewhere.
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
  const kept = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity", "font-family", "font-size",
    "font-weight", "text-anchor", "dominant-baseline", "stroke-linecap", "stroke-linejoin", "display", "vector-effect"];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of kept) (to[i] as SVGElement).setAttribute(name, style.getPropertyValue(name));
    to[i].removeAttribute("class");
    to[i].removeAttribute("tabindex");
  });
  for (const hidden of copy.querySelectorAll("[data-screen]")) hidden.remove();
  const box = svg.viewBox.baseVal;
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", String(box.width));
  ground.setAttribute("height", String(box.height));
  ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  return new XMLSerializer().serializeToString(copy);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([standalone(svg)], { type: "image/svg+xml" }));
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas"), box = svg.viewBox.baseVal;
  canvas.width = box.width * 2;
  canvas.height = box.height * 2;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  canvas.toBlob((blob) => { if (blob) save(blob, name); });
}

export function DataTable<Row>({ rows, columns, caption }: { rows: Row[]; columns: Column<Row>[]; caption: string }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={`${caption}, table`}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead><tr>{columns.map((column) => <th key={column.name} scope="col" class={column.number ? "number" : ""}>{column.name}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {columns.map((column) => {
                const to = column.link?.(row), text = column.cell(row);
                return <td key={column.name} class={column.number ? "number" : ""}>{to ? <a href={to}>{text}</a> : text}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FrameProps<Row> {
  title: string;
  says?: ComponentChildren;     // what the numbers count
  name: string;                 // of the file
  rows: Row[];
  columns: Column<Row>[];
  csv: [string, Query];         // the same rows from the API
  tools?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;  // the chart: holds one svg
}

export function Chart<Row>({ title, says, name, rows, columns, csv, tools, children }: FrameProps<Row>) {
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLDivElement>(null);
  const svg = () => figure.current?.querySelector("svg") as SVGSVGElement;
  return (
    <section class="chart" aria-label={title}>
      <div class="chart-head">
        <div><h2>{title}</h2>{says && <p class="says">{says}</p>}</div>
        <div class="tools">
          {tools}
          <button type="button" class="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{asTable ? "Chart" : "Table"}</button>
          <details class="menu">
            <summary>Download<span class="unseen"> {title}</span></summary>
            <ul>
              <li><a href={apiPath(csv[0], { ...csv[1], format: "csv", limit: 1000 })} download={`${name}.csv`}>CSV</a></li>
              {!asTable && <li><button type="button" onClick={() => save(new Blob([standalone(svg())], { type: "image/svg+xml" }), `${name}.svg`)}>SVG</button></li>}
              {!asTable && <li><button type="button" onClick={() => void savePng(svg(), `${name}.png`)}>PNG</button></li>}
            </ul>
          </details>
        </div>
      </div>
      <div ref={figure}>{asTable ? <DataTable rows={rows} columns={columns} caption={title} /> : children}</div>
    </section>
  );
}

// The width that an element has, and has again when the window changes.
export function useWidth(start = 900): [number, (element: HTMLElement | null) => void] {
  const [width, setWidth] = useState(start);
  const observer = useRef<ResizeObserver | null>(null);
  return [width, (element) => {
    if (!element || observer.current) return;
    observer.current = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry.contentRect.width))));
    observer.current.observe(element);
  }];
}
