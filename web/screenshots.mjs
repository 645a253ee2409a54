// The pictures of the README: `node screenshots.mjs PROGRAM` gathers the sample news, opens its pages in headless Chromium and writes docs/img/*.png.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const entente = process.argv[2] ?? join(root, "build/release/entente");
const pictures = { world: ["/?state=USA", 860, "light"], pair: ["/pair/RUS/USA", 960, "light"], document: ["/document/new-start-2010", 860, "dark"] };

const folder = mkdtempSync(join(tmpdir(), "entente-pictures-"));
const db = join(folder, "news.db");
execFileSync(entente, ["gather", join(root, "examples/news"), "--db", db], { stdio: "pipe" });
const server = spawn(entente, ["serve", "--db", db, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const home = String(await new Promise((resolve) => server.stdout.once("data", resolve))).trim().replace(/\/$/, "");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu"] });
try {
  for (const [name, [path, height, colorScheme]] of Object.entries(pictures)) {
    const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme });
    await page.goto(home + path);
    await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector(".loading") && !document.querySelector(".stale"));
    await page.screenshot({ path: join(root, "docs/img", name + ".png") });
    await page.close();
  }
} finally {
  await browser.close();
  server.kill("SIGINT");
  rmSync(folder, { recursive: true, force: true });
}
