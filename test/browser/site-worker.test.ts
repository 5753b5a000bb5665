import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { runNbproof } from "../e2e/run-nbproof.ts";
import { LessonPage } from "./lesson-page.ts";
import { type OpenSite, openSite } from "./site-in-chromium.ts";

const lesson = (word: string): string => `title: ${word}
files: [data/words.txt]
steps:
  - id: words
    code: |
      print(open("data/words.txt").read())  # => ${word}
  - id: free
    code: a = 1
`;

let folder: string;
let site: OpenSite;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "nbproof-course-")), "small");
  await mkdir(join(folder, "data"), { recursive: true });
  await write("first");
  site = await openSite(folder, "small");
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await rm(join(folder, ".."), { recursive: true });
});

async function write(word: string): Promise<void> {
  await writeFile(join(folder, "course.yaml"), "title: Small course\nlessons: [small.yaml]\n");
  await writeFile(join(folder, "small.yaml"), lesson(word));
  await writeFile(join(folder, "data/words.txt"), word);
}

/** The site as it is after this, for the same server. */
async function publish(word: string): Promise<void> {
  await write(word);
  const { exitCode, stderr } = await runNbproof(["site", folder, "--out", dirname(site.folder)], { cwd: folder });
  expect([exitCode, stderr]).toEqual([0, ""]);
}

/** Waits for a text in what a cell has shown in a run. */
async function shows(page: Page, cell: string, text: string): Promise<void> {
  await page.locator(`[data-cell=${cell}] .live`, { hasText: text }).waitFor();
}

/** Looks for a new version; how it ended. */
const updated = `navigator.serviceWorker.ready
  .then((registration) => registration.update())
  .then(({ installing }) => new Promise((resolve) => {
    installing.addEventListener("statechange", () => resolve(installing.state));
  }))`;

describe("a site's service worker", () => {
  it("lets what was visited be read and run offline, under a sub-path", async () => {
    const page = await site.open("index.html");
    await page.goto(`${site.url}small.html`);
    const lessonPage = new LessonPage(page);
    await lessonPage.runAll();
    await using _ = await site.cut();
    await page.reload();
    expect(await page.evaluate("crossOriginIsolated")).toBe(true);
    await lessonPage.runAll();
    await shows(page, "words", "first");
    expect([...(await lessonPage.outputs()).keys()]).toContain("words");
    await page.goto(site.url);
    expect(await page.locator("h1").innerText()).toBe("Small course");
    await page.context().close();
  });

  it("takes a version that is published anew whole, and a page that is open stays what it was", async () => {
    await publish("first");
    const page = await site.open("small.html");
    await publish("second");
    const lessonPage = new LessonPage(page);
    await lessonPage.runAll();
    await shows(page, "words", "first");
    // A reload would cut off what is loaded for that.
    expect(await lessonPage.verdict("words")).toBe("✓ as the lesson says");
    // A version has its cache from the beginning of its installation.
    const versions = `navigator.serviceWorker.ready.then(({ installing, waiting }) =>
      caches.keys().then((names) =>
        installing ?? waiting ?? names.filter((name) => name.startsWith("nbproof site")).length))`;
    await page.reload();
    expect(await page.locator("h1").innerText()).toBe("second");
    await expect.poll(async () => await page.evaluate(versions)).toBe(2);
    await using _ = await site.cut();
    await page.reload();
    expect(await page.locator("h1").innerText()).toBe("second");
    await lessonPage.runAll();
    await shows(page, "words", "second");
    await page.context().close();
  });

  it("keeps nothing of a version that is published in part", async () => {
    await publish("first");
    const page = await site.open("small.html");
    const path = join(site.folder, "service-worker.js");
    const script = await readFile(path, "utf8");
    // Of a page that has not come yet.
    await writeFile(path, script.replace(/(?<="small.html":"|nbproofVersion = ")[0-9a-f]{4}/g, "0000"));
    const state = await page.evaluate(updated);
    await writeFile(path, script);
    expect(state).toBe("redundant");
    await using _ = await site.cut();
    await page.reload();
    expect(await page.locator("h1").innerText()).toBe("first");
    await page.context().close();
  });

  it("loads a page once more to isolate it, but none in which something was done", async () => {
    const type = "performance.getEntriesByType('navigation')[0].type";
    const page = await site.open("small.html");
    expect(await page.evaluate(type)).toBe("reload");
    await page.reload();
    expect(await page.evaluate("crossOriginIsolated")).toBe(true);
    await page.context().close();
    const other = await site.open("small.html", {
      // Scripts of the page come before this event.
      script: `addEventListener("DOMContentLoaded", () => dispatchEvent(new KeyboardEvent("keydown")));`,
    });
    await expect.poll(async () => await other.evaluate("navigator.serviceWorker.controller !== null")).toBe(true);
    expect(await other.evaluate(`${type} + " " + crossOriginIsolated`)).toBe("navigate false");
    expect(await other.evaluate("sessionStorage.length")).toBe(0);
    await other.context().close();
  });
});

describe("an isolated page", () => {
  it("interrupts a cell by Stop, and keeps what the others have made", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    await lessonPage.openWork({ words: "made = 5", free: "while True: pass" });
    await page.getByRole("button", { name: "Run all", exact: true }).click();
    await page.getByText("Python runs").waitFor();
    await page.locator("[data-cell=free] .mark", { hasText: "running" }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await lessonPage.untilIdle();
    expect(await page.locator("[data-cell=free] .mark").innerText()).toBe("stopped, as In [2]");
    await shows(page, "free", "KeyboardInterrupt");
    await lessonPage.openWork({ free: "print(made)" });
    await page.getByRole("button", { name: "Run cell 2", exact: true }).click();
    await shows(page, "free", "5");
    await page.context().close();
  });

  it("asks what input() asks, again and again", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    await lessonPage.openWork({ words: "print([input(f'{each}? ') for each in (1, 2)])" });
    await page.getByRole("button", { name: "Run cell 1", exact: true }).click();
    await page.getByLabel("1?").fill("ünë");
    await page.keyboard.press("Enter");
    await page.getByLabel("2?").fill("two");
    await page.getByRole("button", { name: "Answer" }).click();
    await shows(page, "words", "['ünë', 'two']");
    await page.context().close();
  });

  it("ends a question by Stop", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    await lessonPage.openWork({ words: "input('Well? ')" });
    await page.getByRole("button", { name: "Run cell 1", exact: true }).click();
    await page.getByLabel("Well?").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.locator("[data-cell=words] .mark", { hasText: "stopped" }).waitFor();
    await shows(page, "words", "KeyboardInterrupt");
    expect(await page.getByLabel("Well?").count()).toBe(0);
    await page.context().close();
  });
});

it("a page that cannot be isolated has cells answered before they run", async () => {
  const page = await site.open("small.html", { serviceWorkers: "block" });
  const lessonPage = new LessonPage(page);
  const answers = page.getByLabel("Write your answers before you run it");
  expect(await answers.count()).toBe(0);
  await lessonPage.openWork({ words: "print([input(f'{each}? ') for each in (1, 2)])\nask = input" });
  await answers.fill("ünë\ntwo");
  await page.getByRole("button", { name: "Run cell 1", exact: true }).click();
  await shows(page, "words", "['ünë', 'two']");
  await answers.fill("one");
  await page.getByRole("button", { name: "Run cell 1", exact: true }).click();
  await shows(page, "words", "EOFError");
  // Only its run tells that it asks.
  await lessonPage.openWork({ free: "print('Hello', ask('? '))" });
  await page.getByRole("button", { name: "Run cell 2", exact: true }).click();
  await shows(page, "free", "StdinNotImplementedError");
  await expect.poll(async () => await answers.count()).toBe(2);
  await answers.last().fill("you");
  await page.getByRole("button", { name: "Run cell 2", exact: true }).click();
  await shows(page, "free", "Hello you");
  await page.context().close();
});
