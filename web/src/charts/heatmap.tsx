// Field × time: each cell is split, cooperation above and conflict below, each the darker the more acts.
import { useMemo, useState } from "preact/hooks";
import type { FieldRow } from "../api";
import { count, fieldName } from "../words";
import { useWidth } from "./frame";
import { binned } from "./timeline";

interface Props { rows: FieldRow[]; chosen?: string; onChoose: (field: string | undefined) => void; label: string }

export function HeatMap({ rows, chosen, onChoose, label }: Props) {
  const [width, measure] = useWidth();
  const [shown, setShown] = useState("");
  const { fields, bins } = useMemo(() => {
    const dated = rows.filter((row) => row.month !== "").sort((a, b) => (a.month < b.month ? -1 : 1));
    const frame = binned(dated.map((row) => ({ ...row })));
    const acts = new Map<string, number>();
    for (const row of rows) acts.set(row.field, (acts.get(row.field) ?? 0) + row.cooperation + row.conflict + row.planned);
    const order = [...acts].sort((a, b) => Number(a[0] === "") - Number(b[0] === "") || b[1] - a[1]).map(([field]) => field);
    return {
      bins: frame,
      fields: order.map((field) => {
        const mine = dated.filter((row) => row.field === field);
        const cells = frame.map((bin) => {
          const inside = mine.filter((row) => row.month + "-01" >= bin.from && row.month + "-01" <= bin.until);
          return { cooperation: inside.reduce((n, row) => n + row.cooperation, 0), conflict: inside.reduce((n, row) => n + row.conflict, 0) };
        });
        const all = rows.filter((row) => row.field === field);
        return { field, cells, cooperation: all.reduce((n, row) => n + row.cooperation, 0), conflict: all.reduce((n, row) => n + row.conflict, 0) };
      }),
    };
  }, [rows]);
  if (fields.length === 0) return <p class="empty">No acts here.</p>;
  const narrow = width < 560, left = narrow ? 96 : 138, right = narrow ? 62 : 92, top = 6, row = 30, bottom = 24;
  const height = top + fields.length * row + bottom, inner = width - left - right, step = inner / Math.max(1, bins.length);
  const most = Math.max(1, ...fields.flatMap((one) => one.cells.flatMap((cell) => [cell.cooperation, cell.conflict])));
  const shade = (n: number) => 0.18 + 0.82 * (Math.log1p(n) / Math.log1p(most));
  const every = Math.max(1, Math.ceil(bins.length / Math.max(2, Math.floor(inner / 70))));
  return (
    <div class="heatmap" ref={measure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
        {fields.map((one, r) => {
          const y = top + r * row;
          const says = `${fieldName(one.field)}: ${count(one.cooperation)} cooperation, ${count(one.conflict)} conflict`;
          return (
            <g key={one.field} class={chosen !== undefined && chosen !== one.field ? "field other" : "field"}>
              <g role={one.field ? "button" : undefined} tabIndex={one.field ? 0 : undefined} aria-pressed={one.field ? chosen === one.field : undefined}
                aria-label={one.field ? says : undefined} class={one.field ? "row-name" : ""}
                onClick={() => one.field && onChoose(chosen === one.field ? undefined : one.field)}
                onKeyDown={(event) => {
                  if (!one.field || (event.key !== "Enter" && event.key !== " ")) return;
                  event.preventDefault();
                  onChoose(chosen === one.field ? undefined : one.field);
                }}>
                <rect class="hit" data-screen x={0} y={y} width={left - 6} height={row} />
                <text class={one.field ? "name" : "name none"} x={left - 12} y={y + row / 2 + 4} text-anchor="end">{fieldName(one.field)}</text>
              </g>
              <line class="rule" x1={left} x2={width - right} y1={y + row / 2} y2={y + row / 2} />
              {one.cells.map((cell, c) => {
                if (cell.cooperation + cell.conflict === 0) return null;
                const x = left + c * step + Math.min(0.6, step * 0.08), w = Math.max(1.2, step - Math.min(1.6, step * 0.16));
                const told = `${fieldName(one.field)}, ${bins[c].label}: ${count(cell.cooperation)} cooperation, ${count(cell.conflict)} conflict`;
                return (
                  <g key={c} onPointerEnter={() => setShown(told)} onPointerLeave={() => setShown("")}>
                    {cell.cooperation > 0 && <rect class="cooperation" x={x} width={w} y={y + 3} height={row / 2 - 3.5} fill-opacity={shade(cell.cooperation)} />}
                    {cell.conflict > 0 && <rect class="conflict" x={x} width={w} y={y + row / 2 + 0.5} height={row / 2 - 3.5} fill-opacity={shade(cell.conflict)} />}
                  </g>
                );
              })}
              <text class="sum cooperation-text" x={width - right + (narrow ? 26 : 36)} y={y + row / 2 + 4} text-anchor="end">{count(one.cooperation)}</text>
              <text class="sum conflict-text" x={width - right + (narrow ? 56 : 80)} y={y + row / 2 + 4} text-anchor="end">{count(one.conflict)}</text>
            </g>
          );
        })}
        {bins.map((bin, i) => i % every === 0 && <text key={i} class="axis" x={left + (i + 0.5) * step} y={height - 7} text-anchor="middle">{bin.label}</text>)}
      </svg>
      <p class="reading" aria-hidden="true">{shown || " "}</p>
    </div>
  );
}
