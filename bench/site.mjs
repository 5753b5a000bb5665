// A course's site in Chromium, from a server on this machine. Cold: nothing is kept, and all bytes are loaded and compiled;
// warm: the page was open before, and Python has to start only.
import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { chromium } from "playwright-core";

import { median, printTable } from "./table.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, "dist", "cli.js");
const course = join(root, "notebooks-src", "python-internals");
/** Of a lesson like the others, the first of whose cells prints something. */
const lesson = "object-internals";

export async function benchSite({ scratch, rounds }) {
  execFileSync(process.execPath, [cli, "site", course, "--out", scratch], { stdio: "ignore" });
  printBytes(join(scratch, "python-internals"));
  const server = spawn(process.execPath, [cli, "site", course, "--out", scratch, "--serve", "--port", "0"]);
  const browser = await chromium.launch({
    executablePath: execFileSync("which", ["chromium"], { encoding: "utf8" }).trim(),
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    const page = `${await addressOf(server)}${lesson}.html`;
    const seen = [];
    for (let round = 0; round < rounds; round += 1) seen.push(await measure(browser, page));
    const rows = Object.keys(seen[0]).map((what) => [what, ...spread(seen.map((each) => each[what]))]);
    printTable(`The page of ${lesson}, ${rounds} rounds`, ["", "median, ms", "least", "most"], rows);
  } finally {
    await browser.close();
    server.kill("SIGINT");
  }
}

function spread(times) {
  return [median(times), Math.min(...times), Math.max(...times)].map((time) => time.toFixed(0));
}

async function addressOf(server) {
  for await (const line of createInterface(server.stdout)) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("The site is not served");
}

async function measure(browser, address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  const painted = await firstPaint(page);
  await page.waitForFunction(() => crossOriginIsolated);
  await page.waitForLoadState();
  const cold = await firstOutput(page);
  await page.reload();
  const paintedAgain = await firstPaint(page);
  const warm = await firstOutput(page);
  await page.reload();
  const whole = await wholeLesson(page);
  await context.close();
  return {
    "first paint, nothing kept": painted,
    "first paint, kept": paintedAgain,
    "first output from a click, cold": cold,
    "first output from a click, warm": warm,
    "whole lesson from Run all, warm": whole,
  };
}

async function firstPaint(page) {
  return await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          for (const { name, startTime } of list.getEntries())
            if (name === "first-contentful-paint") resolve(startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
}

/** Clicks Run of the first cell that shows something, and waits for what it shows: both by the page's own clock. */
async function firstOutput(page) {
  return await page.evaluate(
    () =>
      new Promise((resolve) => {
        const recorded = document.querySelector('.cell[data-role="code"] .recorded');
        const cell = recorded.closest(".cell");
        const start = performance.now();
        const look = () => {
          if (cell.querySelector(".live") !== null) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        cell.querySelector(".cell-tools button").click();
        look();
      }),
  );
}

async function wholeLesson(page) {
  return await page.evaluate(
    () =>
      new Promise((resolve) => {
        const start = performance.now();
        const look = () => {
          const marks = [...document.querySelectorAll(".cell .mark")].map(({ textContent }) => textContent);
          if (marks.every((mark) => /ran|stopped/.test(mark))) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        [...document.querySelectorAll("#nbproof-tools button")].find((one) => one.textContent === "Run all").click();
        look();
      }),
  );
}

const parts = {
  "a page, its style and script": (path) =>
    path === `${lesson}.html` || /style-|app-\w+\/(?!editor|judge-shown|kernel-worker|THIRD)/.test(path),
  "of that, script": (path) => /app-\w+\/(?!editor|judge-shown|kernel-worker|THIRD)/.test(path),
  "the editor, when a cell is entered": (path) => path.endsWith("/editor.js"),
  "what outputs are held against, when a cell has run": (path) =>
    path.endsWith("/judge-shown.js") || path.includes("/checks-"),
  "Python: the worker": (path) => path.endsWith("/kernel-worker.js"),
  "Python: Pyodide": (path) => /kernel-\w+\/(?:pyodide|python_stdlib)/.test(path),
  "Python: IPython and the kernel": (path) => path.includes("/python/"),
  "Python: the memory to start from": (path) => path.endsWith("snapshot.bin"),
};

function printBytes(folder) {
  const files = readdirSync(folder, { recursive: true }).map((path) => path.replaceAll("\\", "/"));
  const sizeOf = (path) => {
    const content = readFileSync(join(folder, path));
    return { plain: content.length, gzipped: /bin|zip/.test(path) ? content.length : gzipSync(content).length };
  };
  const rows = Object.entries(parts).map(([name, isPart]) => {
    const sizes = files.filter((path) => /\.\w+$/.test(path) && isPart(path)).map(sizeOf);
    const sum = (kind) => (sizes.reduce((all, size) => all + size[kind], 0) / 1000).toFixed(0);
    return [name, sum("plain"), sum("gzipped")];
  });
  printTable("What is loaded", ["", "kB", "kB, gzipped"], rows);
}
