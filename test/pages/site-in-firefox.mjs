// One lesson's page in Firefox, as a student uses it, by hand: `node test/pages/site-in-firefox.mjs [LESSON]` after `npm run
// build`. Needs Firefox (Debian: apt-get install firefox-esr).
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { launch } from "puppeteer-core";

const [lesson = "memory-management"] = process.argv.slice(2);
const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const course = fileURLToPath(new URL("../../notebooks-src/python-internals", import.meta.url));
const out = mkdtempSync(join(tmpdir(), "nbproof-site-"));

execFileSync(process.execPath, [cli, "site", course, "--out", out], { stdio: "inherit" });
const server = spawn(process.execPath, [cli, "site", course, "--out", out, "--serve", "--port", "0"]);
const browser = await launch({
  browser: "firefox",
  executablePath: execFileSync("which", ["firefox-esr"], { encoding: "utf8" }).trim(),
  headless: true,
});
try {
  console.log(await browser.version());
  const page = await browser.newPage();
  page.setDefaultTimeout(180_000);
  page.on("console", (message) => console.log(message.type(), message.text()));
  page.on("pageerror", (error) => console.log("error", error.message));
  await page.goto(`${await addressOf(server)}${lesson}.html`);
  await page.waitForFunction("crossOriginIsolated");
  for (const what of ["cold", "warm"]) {
    // The page's script may still be on its way.
    await page.waitForSelector("#nbproof-tools button");
    const start = performance.now();
    await page.evaluate(() => {
      [...document.querySelectorAll("#nbproof-tools button")].find((one) => one.textContent === "Run all").click();
    });
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".cell .mark")].every(({ textContent }) => /ran|stopped/.test(textContent)),
    );
    console.log(`${lesson}, ${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    console.log(await page.evaluate(report));
    if (what === "cold") await page.reload();
  }
} finally {
  await browser.close();
  server.kill("SIGINT");
  rmSync(out, { recursive: true });
}

/** How the cells ended, and what those that raised have said. */
function report() {
  const cells = [...document.querySelectorAll(".cell")].map((cell) => ({
    id: cell.dataset.cell,
    mark: cell.querySelector(".mark")?.textContent.replace(/ as In.*/, "") ?? "does not run here",
    error: cell.querySelector(".live .error")?.textContent.trim().split("\n").at(-1),
  }));
  const verdicts = [...document.querySelectorAll(".held")]
    .map(({ textContent }) => textContent)
    .filter((text) => text !== "");
  const count = (mark) => cells.filter((cell) => cell.mark === mark).length;
  return JSON.stringify({
    isolated: crossOriginIsolated,
    ran: count("ran"),
    "as the lesson says": verdicts.filter((text) => text.startsWith("✓")).length,
    not: verdicts.filter((text) => !text.startsWith("✓")),
    raised: cells.filter(({ error }) => error !== undefined).map(({ id, error }) => `${id}: ${error}`),
    "does not run here": count("does not run here"),
  });
}

async function addressOf({ stdout }) {
  for await (const line of createInterface(stdout)) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("The site is not served");
}
