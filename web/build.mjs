// Builds the pages into dist/: one script, one style sheet, two fonts, the map, each under a name that holds its digest, with a .gz
// beside it. No server, no download: everything comes from node_modules, pinned by package-lock.json, and from data/ of this
// repository. `node build.mjs --watch` builds again at each change.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { presimplify, quantile, simplify } from "topojson-simplify";
import { feature, quantize } from "topojson-client";
import { geoArea, geoCentroid } from "d3-geo";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist"), assets = join(dist, "assets");
const kFirstViewBytes = 350_000; // compressed, the map included

// Rows of one of the repository's tables, as objects. The last comment line that has tabs names the columns.
function table(path) {
  const lines = readFileSync(join(here, "..", path), "utf8").split("\n");
  const head = lines.filter((line) => line.startsWith("# ") && line.includes("\t")).pop();
  const columns = head.slice(2).split("\t");
  return lines.filter((line) => line && !line.startsWith("#"))
    .map((line) => Object.fromEntries(line.split("\t").map((cell, i) => [columns[i], cell])));
}

// Code -> name, of states and of what may stand where a state does.
function names() {
  const rows = [...table("data/tables/countries.tsv"), ...table("data/tables/nonstate.tsv")];
  return Object.fromEntries(rows.map((row) => [row.code, row.name]));
}

// Natural Earth's countries at 1:50m (public domain), by way of world-atlas, with the record's codes, coarser where nobody sees it.
// Disputed pieces that ISO 3166 does not list stand with the state that it lists for their ground; Antarctica acts on nobody.
function world() {
  const codes = new Map(table("data/tables/countries.tsv").filter((row) => row.iso_numeric)
    .map((row) => [row.iso_numeric, row.code]));
  const byName = { Kosovo: "KOS", Somaliland: "SOM", "N. Cyprus": "CYP", "Siachen Glacier": "", "Indian Ocean Ter.": "" };
  const topology = JSON.parse(readFileSync(join(here, "node_modules/world-atlas/countries-50m.json"), "utf8"));
  const countries = topology.objects.countries;
  countries.geometries = countries.geometries.filter((one) => one.id !== "010");
  for (const one of countries.geometries) {
    one.id = (one.id && codes.get(one.id)) || byName[one.properties.name] || "";
    delete one.properties;
  }
  delete topology.objects.land;
  let simple = presimplify(topology);
  simple = simplify(simple, quantile(simple, 0.4));
  // Places to draw an arc from and, for what is too small to be seen, a dot on: the middle of the largest piece.
  const points = {};
  for (const one of feature(topology, countries).features) {
    if (!one.id) continue;
    const pieces = one.geometry.type === "Polygon" ? [one.geometry.coordinates] : one.geometry.coordinates;
    const polygons = pieces.map((coordinates) => ({ type: "Polygon", coordinates }));
    const largest = polygons.reduce((a, b) => (geoArea(a) >= geoArea(b) ? a : b));
    const [lon, lat] = geoCentroid(largest);
    const small = geoArea(one) < 2e-5 ? 1 : 0;
    points[one.id] ??= [Math.round(lon * 10) / 10, Math.round(lat * 10) / 10, small];
  }
  // States that Natural Earth at this scale leaves out, from the gazetteer.
  for (const row of table("data/places/countries.tsv"))
    if (row.class === "A" && /^PCL/.test(row.code) && !points[row.country] && row.country !== "ATA")
      points[row.country] = [Number(row.lat), Number(row.lon)].reverse().map((x) => Math.round(x * 10) / 10).concat(1);
  points.USA = [-98, 39.5, 0]; // the middle of its largest piece is near enough, but Alaska is not in it
  points.EUR = [4.4, 50.8, 1]; // Brussels
  points.UNO = [-74, 40.7, 1]; // New York
  return JSON.stringify({ topology: quantize(simple, 1e4), points });
}

const digest = (bytes) => createHash("sha256").update(bytes).digest("base64url").slice(0, 10);
function put(name, bytes) {
  const path = join(dist, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  const zipped = gzipSync(bytes, { level: 9 });
  if (!name.endsWith(".woff2") && zipped.length < bytes.length * 0.95) writeFileSync(path + ".gz", zipped);
  return Math.min(zipped.length, Buffer.byteLength(bytes));
}

const generated = {
  name: "generated",
  setup(build) {
    build.onResolve({ filter: /^entente:names$/ }, ({ path }) => ({ path, namespace: "generated" }));
    build.onLoad({ filter: /.*/, namespace: "generated" }, () => ({ contents: JSON.stringify(names()), loader: "json" }));
    build.onResolve({ filter: /^entente:world$/ }, ({ path }) => ({ path, namespace: "world" }));
    build.onLoad({ filter: /.*/, namespace: "world" }, () => {
      const text = world();
      const name = `assets/world-${digest(text)}.json`;
      put(name, text);
      return { contents: `export default "/${name}"`, loader: "js" };
    });
  },
};

async function build() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  const result = await esbuild.build({
    entryPoints: { app: join(here, "src/main.tsx") },
    bundle: true, minify: true, format: "esm", target: ["es2020"], charset: "utf8",
    jsx: "automatic", jsxImportSource: "preact", loader: { ".woff2": "file" },
    outdir: assets, entryNames: "[name]-[hash]", assetNames: "[name]-[hash]", publicPath: "/assets",
    plugins: [generated], write: false, metafile: true, legalComments: "none", logLevel: "warning",
  });
  const sizes = {};
  let script = "", style = "";
  for (const file of result.outputFiles) {
    const name = "assets/" + basename(file.path);
    sizes[name] = put(name, Buffer.from(file.contents));
    if (name.endsWith(".js")) script = name;
    if (name.endsWith(".css")) style = name;
  }
  const page = readFileSync(join(here, "index.html"), "utf8").replace("SCRIPT", "/" + script).replace("STYLE", "/" + style);
  sizes["index.html"] = put("index.html", page);
  put("icon.svg", readFileSync(join(here, "icon.svg"), "utf8"));
  for (const name of readdirSync(assets)) if (name.startsWith("world-") && name.endsWith(".gz"))
    sizes["assets/" + name] = readFileSync(join(assets, name)).length;
  put("licences.txt", licences(result.metafile));
  const total = Object.values(sizes).reduce((a, b) => a + b, 0);
  for (const [name, size] of Object.entries(sizes).sort()) console.log(`${String(size).padStart(8)}  ${name}`);
  console.log(`${String(total).padStart(8)}  bytes compressed: the first view`);
  if (total > kFirstViewBytes) {
    console.error(`build.mjs: the first view may have ${kFirstViewBytes} bytes`);
    process.exitCode = 1;
  }
}

// The licences of what was bundled, as their packages state them.
function licences(metafile) {
  const packages = new Set(["world-atlas"]);
  for (const path of Object.keys(metafile.inputs)) {
    const match = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (match) packages.add(match[1]);
  }
  return [...packages].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = existsSync(folder) ? readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) : undefined;
    return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
  }).join("\n" + "-".repeat(80) + "\n\n");
}

await build();
if (process.argv.includes("--watch")) {
  const { watch } = await import("node:fs");
  let timer;
  watch(join(here, "src"), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => build().catch((error) => console.error(error.message)), 100);
  });
}
