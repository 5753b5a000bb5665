import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { readCourses } from "../../src/spec/read-courses.ts";
import { axeViolations } from "./axe-violations.ts";
import { LessonPage } from "./lesson-page.ts";
import { provePage } from "./prove-page.ts";
import { type OpenSite, openSite } from "./site-in-chromium.ts";

const evil =
  '<script>document.title = \'broken\'</script><img alt="" src="data:," onerror="document.title = \'broken\'">';

const lesson = `title: Small
files: [data/words.txt]
steps:
  - prose: |
      ## Words

      ${evil}

      | a | b |
      |-|-|
      | 1 | 2 |
  - id: words
    code: |
      print(open("data/words.txt").read())  # => one two
  - id: shown
    code: |
      from IPython.display import display, HTML
      display(HTML('''${evil}<table><tr><td>cell</td></tr></table>'''))
      print('''${evil}''')
    expect: { contains: "${evil.replaceAll('"', '\\"')}" }
  - id: raises
    code: 1 / 0
    expect: { error: { name: ZeroDivisionError } }
  - id: once
    code: |
      print("seen" in globals())
      seen = True
    expect: "False"
  - id: threads
    code: import threading
    requires: { threads: yes }
  - id: guess
    predict: What does it print?
    code: print(1 + 1)
    expect: 2
    answer: Two.
  - quiz: |
      Which is right?
      - [ ] One
        > It is not.
      - [x] Two
        > It is.
  - id: double
    exercise: Write \`double(x)\`.
    starter: |
      def double(x):
          ...
    hints: [Multiply., By two.]
    solution: |
      def double(x):
          return 2 * x
    tests:
      doubles: |
        assert double(4) == 8, f"double(4) gave {double(4)}"
    wrong:
      adds: |
        def double(x):
            return x + 2
`;

let folder: string;
let site: OpenSite;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "nbproof-course-")), "small");
  await mkdir(join(folder, "data"), { recursive: true });
  await writeFile(join(folder, "course.yaml"), "title: Small course\nlessons: [small.yaml]\n");
  await writeFile(join(folder, "small.yaml"), lesson);
  await writeFile(join(folder, "data/words.txt"), "one two");
  site = await openSite(folder, "small");
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await rm(join(folder, ".."), { recursive: true });
});

async function runCell(page: Page, id: string): Promise<void> {
  const cell = page.locator(`[data-cell=${id}]`);
  await cell.getByRole("button", { name: "Run cell" }).click();
  // The first has Python loaded.
  await cell.locator(".mark", { hasText: /^(?:ran|stopped)/ }).waitFor({ timeout: 90_000 });
}

/** IPython writes it with a space or without. */
function expectedPlace(place: string): unknown {
  return expect.stringMatching(new RegExp(`^${place.replace(" [", " ?\\[").replace("]", "\\]")}$`));
}

describe("a site in Chromium", () => {
  it("runs every cell, checks every answer, and asks nobody else", async () => {
    const { courses } = await readCourses([folder], { cwd: folder });
    const [course] = courses;
    const [own] = course?.lessons ?? [];
    if (course === undefined || own === undefined) throw new Error("The course cannot be read");
    const page = await site.open("small.html");
    expect(await provePage(new LessonPage(page), course, own)).toEqual({ faults: [], steps: 5, answers: 3 });
    expect(await page.title()).toBe("Small · Small course");
    expect(await page.locator("[data-cell=threads]").innerText()).toContain("it needs threads");
    expect(await page.locator("[data-cell=threads] button").count()).toBe(0);
    // The hostile output's script, in its frame: all else went well.
    const blocked = site.troubles.filter((trouble) => trouble.includes("Blocked script execution in 'about:srcdoc'"));
    expect(blocked.length).toBeGreaterThan(0);
    expect(site.troubles.filter((trouble) => !blocked.includes(trouble))).toEqual([]);
    await page.context().close();
  });

  it.each([
    { colorScheme: "light" as const, width: 1280 },
    { colorScheme: "dark" as const, width: 375 },
  ])("has nothing that axe-core finds, $colorScheme and $width wide", async ({ colorScheme, width }) => {
    const options = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
    const index = await site.open("index.html", options);
    expect(await axeViolations(index)).toEqual([]);
    const page = await site.open("small.html", options);
    await new LessonPage(page).runAll();
    await page.locator(".source").first().click();
    await page.locator(".cm-content").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
    for (const each of [index, page]) await each.context().close();
  });

  it("is edited and run by the keyboard, keeps what was written, and without a service worker goes on after Stop", async () => {
    const page = await site.open("small.html", { serviceWorkers: "block" });
    const cell = page.locator("[data-cell=words]");
    await cell.locator(".source").focus();
    await page.keyboard.press("Enter");
    await cell.locator(".cm-content").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("while True: pass");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Python runs").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("alert").filter({ hasText: "What the cells had made is gone" }).waitFor();
    await page.reload();
    expect(await cell.locator(".source").innerText()).toBe("while True: pass");
    await cell.getByRole("button", { name: "Reset" }).click();
    await cell.locator(".source").focus();
    await page.keyboard.press("Shift+Enter");
    await cell.getByText("one two").waitFor();
    // And on to the next.
    expect(await page.locator("[data-cell=shown] .source:focus").count()).toBe(1);
    await page.context().close();
  });

  it("has Python ready for whom a button is pointed at, and runs nothing for that", async () => {
    const page = await site.open("small.html");
    await page.getByText("Python starts with the first cell that runs").waitFor();
    await page.getByRole("button", { name: "Run cell 1", exact: true }).hover();
    await page.getByText("Python is ready").waitFor();
    expect(await page.locator(".cell .mark").allInnerTexts()).toEqual(Array.from({ length: 6 }, () => ""));
    await page.context().close();
  });

  it("tells what of a lesson is done, on its page and in the contents", async () => {
    const page = await site.open("small.html");
    const done = page.locator(".progress");
    const quiz = page.locator(".toc a", { hasText: "Quiz 1.1" });
    expect(await done.innerText()).toBe("0 of 7 done");
    await page.locator(".quiz summary", { hasText: "One" }).click();
    await runCell(page, "words");
    expect([await done.innerText(), await quiz.innerText()]).toEqual(["1 of 7 done", "Quiz 1.1"]);
    await page.locator(".quiz summary", { hasText: "Two" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => await quiz.innerText()).toBe("Quiz 1.1 ✓ done");
    await page.goto(`${site.url}index.html`);
    expect(await page.locator(".lessons .progress").innerText()).toBe("2 of 7 done");
    await page.goto(`${site.url}small.html`);
    expect([await done.innerText(), await quiz.innerText()]).toEqual(["2 of 7 done", "Quiz 1.1 ✓ done"]);
    await page.context().close();
  });

  it("says whether an output is what the lesson says, and nothing of changed code", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    const verdict = async (id: string): Promise<string> => await lessonPage.verdict(id);
    await lessonPage.runAll();
    expect([await verdict("raises"), await verdict("once")]).toEqual(["✓ as the lesson says", "✓ as the lesson says"]);
    await runCell(page, "once");
    expect(await verdict("once")).toMatch(/^≠ not what the lesson says: before it other code has run/);
    await lessonPage.openWork({ words: "print = lambda *shown: None" });
    expect(await page.locator("[data-cell=words] .held").isVisible()).toBe(false);
    await runCell(page, "words");
    await runCell(page, "guess");
    const others =
      "≠ not what the lesson says: before it other code has run than the cells above, once each and in order";
    expect([await verdict("guess"), await verdict("raises")]).toEqual([others, "✓ as the lesson says"]);
    expect(await page.locator("[data-cell=words] .held").textContent()).toBe("");
    await page.context().close();
  });

  it("leads from a traceback to the cell and its line, by keyboard too", async () => {
    const page = await site.open("small.html");
    await new LessonPage(page).openWork({ words: "def half(n):\n    return n / 0\n", raises: "1\nhalf(8)" });
    await runCell(page, "words");
    await runCell(page, "raises");
    const links = page.locator("[data-cell=raises] .output .link");
    expect(await links.allInnerTexts()).toEqual(["In [3], line 2", "In [2], line 2"].map(expectedPlace));
    await links.last().press("Enter");
    const active = page.locator("[data-cell=words] .cm-content:focus");
    await active.waitFor();
    await page.keyboard.type("# here: ");
    expect(await active.innerText()).toContain("# here:     return n / 0");
    await page.context().close();
  });

  it("can be read without script", async () => {
    const page = await site.open("small.html", { javaScriptEnabled: false });
    expect(await page.locator("main").innerText()).toContain("Write double(x).");
    expect(await page.getByRole("button").count()).toBe(0);
    await page.locator(".quiz summary", { hasText: "Two" }).click();
    expect(await page.getByText("It is.", { exact: true }).isVisible()).toBe(true);
    await page.context().close();
  });
});
