// All states on an equal-area map (Equal Earth: Šavrič, Patterson, Jenny 2018). With a state chosen the others have the colour of
// their relation to it; without, the colour of all they do. The strongest pairs are arcs; they bow, so that two
// between the same parts of the world do not lie on each other (great circles would all run along the pole's edge).
import { geoEqualEarth, geoPath, type GeoPermissibleObjects } from "d3-geo";
import type { FeatureCollection, Geometry } from "geojson";
import { useEffect, useMemo, useState } from "preact/hooks";
import { feature, mesh } from "topojson-client";
import path from "entente:world";
import { count, nameOf } from "../words";
import { useWidth } from "./frame";

interface World {
  shapes: { id: string; geometry: GeoPermissibleObjects }[];
  borders: GeoPermissibleObjects;
  points: Record<string, [number, number, number]>;
}
let loaded: Promise<World> | undefined;
function load(): Promise<World> {
  loaded ??= fetch(path).then(async (response) => {
    if (!response.ok) throw new Error("the map cannot be read");
    const { topology, points } = await response.json();
    const all = feature(topology, topology.objects.countries) as unknown as FeatureCollection<Geometry>;
    return {
      shapes: all.features.map((one) => ({ id: String(one.id ?? ""), geometry: one as GeoPermissibleObjects })),
      borders: mesh(topology, topology.objects.countries, (a, b) => a !== b) as GeoPermissibleObjects,
      points,
    };
  }).catch((error) => { loaded = undefined; throw error; });
  return loaded;
}

export interface Standing { cooperation: number; conflict: number; planned: number }
export interface Arc extends Standing { a: string; b: string }

// Two thirds of the acts decide; what lies between is mixed.
export function tendency(one: Standing): "cooperation" | "conflict" | "mixed" {
  const acts = one.cooperation + one.conflict;
  if (acts === 0) return "cooperation";
  return one.conflict / acts >= 2 / 3 ? "conflict" : one.cooperation / acts >= 2 / 3 ? "cooperation" : "mixed";
}
const told = (one: Standing) => `${count(one.cooperation)} cooperation, ${count(one.conflict)} conflict` + (one.planned ? `, ${count(one.planned)} planned` : "");

interface Props {
  chosen?: string;
  standing: Map<string, Standing>;  // of each other state with the chosen one; of each state, where none is
  arcs: Arc[];
  onState: (code: string) => void;
  label: string;
}

export function WorldMap({ chosen, standing, arcs, onState, label }: Props) {
  const [world, setWorld] = useState<World>();
  const [trouble, setTrouble] = useState(false);
  const [width, measure] = useWidth();
  const [pointed, setPointed] = useState<string>();
  useEffect(() => { load().then(setWorld, () => setTrouble(true)); }, []);
  const height = Math.round(width * 0.47);
  const drawn = useMemo(() => {
    if (!world) return undefined;
    const projection = geoEqualEarth().rotate([-11, 0]);
    projection.fitExtent([[2, 10], [width - 2, height - 2]], { type: "GeometryCollection", geometries: world.shapes.map((one) => (one.geometry as { geometry: Geometry }).geometry) } as GeoPermissibleObjects);
    const draw = geoPath(projection).digits(1);
    const dot = (code: string) => (world.points[code] ? projection([world.points[code][0], world.points[code][1]]) : null);
    return {
      shapes: world.shapes.map((one) => ({ id: one.id, d: draw(one.geometry) ?? "" })),
      borders: draw(world.borders) ?? "",
      dot,
      small: (code: string) => world.points[code]?.[2] === 1,
      arc: (a: string, b: string) => {
        const from = dot(a), to = dot(b);
        if (!from || !to) return "";
        const away = Math.hypot(to[0] - from[0], to[1] - from[1]);
        const rise = Math.min(away * 0.22, height * 0.2);
        return `M${from[0].toFixed(1)} ${from[1].toFixed(1)}Q${((from[0] + to[0]) / 2).toFixed(1)} ${Math.max(2, (from[1] + to[1]) / 2 - rise).toFixed(1)} ${to[0].toFixed(1)} ${to[1].toFixed(1)}`;
      },
    };
  }, [world, width, height]);
  const most = Math.max(1, ...[...standing.values()].map((one) => one.cooperation + one.conflict + one.planned));
  const shade = (one: Standing) => 0.16 + 0.8 * (Math.log1p(one.cooperation + one.conflict + one.planned) / Math.log1p(most));
  const strongest = Math.max(1, ...arcs.map((arc) => arc.cooperation + arc.conflict));
  if (trouble) return <p class="failed" role="alert">The map could not be read. The table beside it says the same.</p>;
  const reading = pointed === undefined ? "" : pointed === chosen ? nameOf(pointed) :
    `${nameOf(pointed)}${chosen ? ` and ${nameOf(chosen)}` : ""}: ${standing.has(pointed) ? told(standing.get(pointed)!) : "nothing read"}`;
  const pointer = (code: string) => ({
    onPointerEnter: () => setPointed(code), onPointerLeave: () => setPointed(undefined), onClick: () => code && onState(code),
  });
  return (
    <div class="worldmap" ref={measure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {drawn && <>
          <g class="land">{drawn.shapes.map((shape, i) => <path key={i} d={shape.d} {...pointer(shape.id)} />)}</g>
          <g class="states">
            {drawn.shapes.map((shape, i) => {
              const one = standing.get(shape.id);
              if (shape.id === chosen) return <path key={i} class="self" d={shape.d} {...pointer(shape.id)} />;
              if (!one) return null;
              return <path key={i} class={chosen ? tendency(one) : "active"} fill-opacity={shade(one)} d={shape.d} {...pointer(shape.id)} />;
            })}
          </g>
          <path class="borders" d={drawn.borders} />
          <g class="arcs">
            {arcs.map((arc) => {
              const d = drawn.arc(arc.a, arc.b);
              const w = 0.8 + 3.4 * Math.sqrt((arc.cooperation + arc.conflict) / strongest);
              return d && <path key={arc.a + arc.b} class={tendency(arc)} d={d} stroke-width={w.toFixed(1)} />;
            })}
          </g>
          <g class="dots">
            {[...standing].filter(([code]) => drawn.small(code)).map(([code, one]) => {
              const at = drawn.dot(code);
              return at && <circle key={code} class={chosen ? tendency(one) : "active"} cx={at[0]} cy={at[1]} r={4} {...pointer(code)} />;
            })}
            {chosen && drawn.dot(chosen) && <circle class="self" cx={drawn.dot(chosen)![0]} cy={drawn.dot(chosen)![1]} r={5} />}
          </g>
        </>}
      </svg>
      <p class="reading" aria-hidden="true">{reading || " "}</p>
      <Legend chosen={chosen} />
    </div>
  );
}

function Legend({ chosen }: { chosen?: string }) {
  const ramp = (name: string, text: string) => (
    <span class="ramp"><i class={`${name} weak`} /><i class={`${name} middle`} /><i class={name} />{text}</span>
  );
  return (
    <p class="legend">
      {chosen ? <>{ramp("cooperation", "mostly cooperation")}{ramp("mixed", "mixed")}{ramp("conflict", "mostly conflict")}</> : ramp("active", "acts")}
      <span class="more">darker: more acts</span>
      {!chosen && <>
        <span class="ramp"><span class="stroke cooperation" />strongest pairs, cooperation</span><span class="ramp"><span class="stroke mixed" />mixed</span>
        <span class="ramp"><span class="stroke conflict" />conflict</span>
      </>}
    </p>
  );
}
