// Acts by month, or by year where there are many: cooperation above the line, conflict below. With handles it chooses a period.
import { useMemo, useRef, useState } from "preact/hooks";
import type { MonthRow } from "../api";
import { count, counted, dayName } from "../words";
import { useWidth } from "./frame";

export interface Bin { from: string; until: string; label: string; cooperation: number; conflict: number; planned: number }

const monthIndex = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthName = (index: number) => `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
const lastDay = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();

// Every month or year from the first to the last, empty ones too: a gap is seen as one.
export function binned(months: MonthRow[]): Bin[] {
  if (months.length === 0) return [];
  let first = monthIndex(months[0].month), last = monthIndex(months[months.length - 1].month);
  // A year at least: one month's bar across the whole page would look like more than it is.
  while (last - first < 11) (last - first) % 2 === 0 ? ++last : --first;
  const step = last - first > 130 ? 12 : 1;
  const start = step === 12 ? first - (first % 12) : first;
  const bins: Bin[] = [];
  for (let at = start; at <= last; at += step) {
    const end = monthName(at + step - 1);
    bins.push({ from: monthName(at) + "-01", until: `${end}-${String(lastDay(end)).padStart(2, "0")}`,
      label: step === 12 ? monthName(at).slice(0, 4) : dayName(monthName(at)), cooperation: 0, conflict: 0, planned: 0 });
  }
  for (const row of months) {
    const bin = bins[Math.floor((monthIndex(row.month) - start) / step)];
    bin.cooperation += row.cooperation;
    bin.conflict += row.conflict;
    bin.planned += row.planned;
  }
  return bins;
}

interface Props {
  months: MonthRow[];
  since?: string;
  until?: string;
  onChoose?: (since: string | undefined, until: string | undefined, done: boolean) => void;
  height?: number;
  label: string;
}

export function Timeline({ months, since, until, onChoose, height = 170, label }: Props) {
  const bins = useMemo(() => binned(months), [months]);
  const [width, measure] = useWidth();
  const [hovered, setHovered] = useState<number>();
  const dragged = useRef<number | undefined>(undefined);
  const left = 34, right = 8, top = 8, bottom = 22;
  const n = Math.max(1, bins.length), inner = width - left - right, step = inner / n;
  const most = Math.max(1, ...bins.map((bin) => bin.cooperation)), worst = Math.max(1, ...bins.map((bin) => bin.conflict));
  // One scale for both sides, so that a bar up and a bar down of one length are as many acts; neither side less than a fifth.
  const total = Math.max(most + worst, 1), room = height - top - bottom;
  const up = Math.min(0.8, Math.max(0.2, most / total)) * room, zero = top + up;
  const unit = Math.min(up / most, (room - up) / worst);
  const low = since ? Math.max(0, bins.findIndex((bin) => bin.until >= since)) : 0;
  let high = bins.length - 1;
  if (until) while (high > low && bins[high].from > until) --high;
  const every = Math.max(1, Math.ceil(n / Math.max(2, Math.floor(inner / 74))));
  const ticks = bins.map((_, i) => i).filter((i) => i % every === 0);
  const choose = (a: number, b: number, done: boolean) => {
    const from = Math.min(a, b), to = Math.max(a, b);
    const whole = from === 0 && to === bins.length - 1;
    onChoose?.(whole ? undefined : bins[from].from, whole ? undefined : bins[to].until, done);
  };
  const binAt = (event: PointerEvent) => {
    const box = (event.currentTarget as SVGElement).ownerSVGElement!.getBoundingClientRect();
    return Math.max(0, Math.min(n - 1, Math.floor(((event.clientX - box.left) * (width / box.width) - left) / step)));
  };
  const shown = hovered !== undefined ? bins[hovered] : undefined;
  const text = (bin: Bin) => `${bin.label}: ${count(bin.cooperation)} cooperation, ${count(bin.conflict)} conflict` +
    (bin.planned > 0 ? `, ${count(bin.planned)} planned` : "");
  if (bins.length === 0) return <p class="empty">No dated acts here.</p>;
  return (
    <div class="timeline" ref={measure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}. ${counted(bins.length, "bar")} from ${bins[0].label} to ${bins[bins.length - 1].label}.`}>
        {onChoose && (low > 0 || high < bins.length - 1) &&
          <rect class="chosen" x={left + low * step} y={top} width={(high - low + 1) * step} height={room} />}
        <text class="axis" x={left - 6} y={zero - most * unit + 4} text-anchor="end">{count(most)}</text>
        {bins.some((bin) => bin.conflict > 0) && <text class="axis" x={left - 6} y={Math.min(zero + worst * unit + 3, height - bottom)} text-anchor="end">{count(worst)}</text>}
        {bins.map((bin, i) => {
          const x = left + i * step + Math.min(1, step * 0.1), w = Math.max(0.7, step - Math.min(2, step * 0.2));
          const faded = i < low || i > high ? " faded" : "";
          return (
            <g key={i}>
              {bin.cooperation > 0 && <rect class={"cooperation" + faded} x={x} width={w} y={zero - bin.cooperation * unit} height={bin.cooperation * unit} />}
              {bin.conflict > 0 && <rect class={"conflict" + faded} x={x} width={w} y={zero} height={bin.conflict * unit} />}
            </g>
          );
        })}
        <line class="zero" x1={left} x2={width - right} y1={zero} y2={zero} />
        {ticks.map((i) => <text key={i} class="axis" x={left + (i + 0.5) * step} y={height - 6} text-anchor="middle">{bins[i].label}</text>)}
        {hovered !== undefined && <rect class="pointed" data-screen x={left + hovered * step} width={step} y={top} height={room} />}
        <rect data-screen class="catch" x={left} y={0} width={inner} height={height}
          onPointerMove={(event) => {
            const at = binAt(event);
            setHovered(at);
            if (dragged.current !== undefined) choose(dragged.current, at, false);
          }}
          onPointerDown={(event) => {
            if (!onChoose) return;
            (event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
            dragged.current = binAt(event);
          }}
          onPointerUp={(event) => {
            if (dragged.current === undefined) return;
            const at = binAt(event), from = dragged.current;
            dragged.current = undefined;
            // A press on what is the whole choice takes it away.
            at === from && low === from && high === from ? choose(0, n - 1, true) : choose(from, at, true);
          }}
          onPointerLeave={() => setHovered(undefined)} />
      </svg>
      {onChoose && (
        <div class="handles">
          <label><span>From</span>
            <input type="range" min={0} max={n - 1} value={low} aria-valuetext={bins[low].label}
              onInput={(event) => choose(Math.min(Number(event.currentTarget.value), high), high, false)}
              onChange={(event) => choose(Math.min(Number(event.currentTarget.value), high), high, true)} />
          </label>
          <label><span>To</span>
            <input type="range" min={0} max={n - 1} value={high} aria-valuetext={bins[high].label}
              onInput={(event) => choose(low, Math.max(Number(event.currentTarget.value), low), false)}
              onChange={(event) => choose(low, Math.max(Number(event.currentTarget.value), low), true)} />
          </label>
          <output>{shown ? text(shown) : low === 0 && high === n - 1 ? `${bins[0].label} – ${bins[n - 1].label}` : `${bins[low].label} – ${bins[high].label}`}</output>
          {(low > 0 || high < n - 1) && <button type="button" class="quiet" onClick={() => onChoose(undefined, undefined, true)}>All time</button>}
        </div>
      )}
      {!onChoose && <p class="reading" aria-hidden="true">{shown ? text(shown) : " "}</p>}
    </div>
  );
}
