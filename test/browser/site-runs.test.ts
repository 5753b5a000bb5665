import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { LessonPage } from "./lesson-page.ts";
import { type OpenSite, openSite } from "./site-in-chromium.ts";

const lesson = `title: Small
steps:
  - id: first
    code: |
      x = 1
      print(x)
    expect: 1
  - id: second
    code: print(x)
    expect: $(n:int = 1)
  - id: third
    code: print(x)
    expect: $(=n)
  - id: free
    code: a = 1
  - id: double
    exercise: Write \`double(x)\`.
    starter: "def double(x): ..."
    solution: "def double(x): return 2 * x"
    tests:
      doubles: |
        import time
        time.sleep(1)
        assert double(4) == 8
    wrong:
      adds: "def double(x): return x + 2"
`;

let site: OpenSite;
beforeAll(async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "nbproof-course-")), "small");
  await mkdir(folder);
  await writeFile(join(folder, "course.yaml"), "title: Small course\nlessons: [small.yaml]\n");
  await writeFile(join(folder, "small.yaml"), lesson);
  site = await openSite(folder, "small");
  await rm(join(folder, ".."), { recursive: true });
});
afterAll(async () => await site[Symbol.asyncDispose]());

function cell(page: Page, id: string): Locator {
  return page.locator(`[data-cell=${id}]`);
}

async function run(page: Page, id: string): Promise<void> {
  await cell(page, id).getByRole("button", { name: "Run cell" }).click();
  await cell(page, id)
    .locator(".mark", { hasText: /(?:ran|stopped)/ })
    .waitFor({ timeout: 90_000 });
}

async function shows(page: Page, id: string, text: string): Promise<void> {
  await cell(page, id).locator(".live", { hasText: text }).waitFor();
}

const wrong = "def double(x): return 0";
const right = "def double(x): return 2 * x";

describe("a page says of a run what is so", () => {
  it("where a cell is changed while Python is on its way", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    await lessonPage.openWork({ double_answer: wrong });
    await cell(page, "double_answer").getByRole("button", { name: "Run cell" }).click();
    await lessonPage.openWork({ double_answer: right });
    await cell(page, "double_answer")
      .locator(".mark", { hasText: /^before the change: ran as/ })
      .waitFor();
    await lessonPage.openWork({ double_answer: wrong });
    expect(await lessonPage.check("double")).toMatchObject({ passed: false });
    expect((await lessonPage.outputs()).get("double_answer")).toEqual([]);
    await page.context().close();
  });

  it("where an answer is changed while it is checked", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    await lessonPage.openWork({ double_answer: right });
    await run(page, "double_answer");
    await page.getByRole("button", { name: "Check" }).click();
    await page.locator(".said[aria-busy]").waitFor({ state: "attached" });
    await lessonPage.openWork({ double_answer: wrong });
    await page.locator(".said.outdated", { hasText: "Well done" }).waitFor();
    expect(await page.locator("h3 .passed").innerText()).toBe("✓ passed earlier");
    await page.context().close();
  });

  it("where Python has ended", async () => {
    const page = await site.open("small.html", { serviceWorkers: "block" });
    const lessonPage = new LessonPage(page);
    await run(page, "first");
    expect(await lessonPage.verdict("first")).toBe("✓ as the lesson says");
    await lessonPage.openWork({ first: "print('mine')", free: "while True: pass" });
    await cell(page, "free").getByRole("button", { name: "Run cell" }).click();
    await page.getByText("Python runs").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    const mark = cell(page, "first").locator(".mark");
    await mark.filter({ hasText: /^before the change: from a Python that has ended$/ }).waitFor();
    expect(await cell(page, "first").locator(".held").isVisible()).toBe(false);
    await page.context().close();
  });

  it("where an earlier run puts something out late", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    const late = "import asyncio\nasync def late():\n    await asyncio.sleep(1)\n    print('late', n)\n";
    await lessonPage.openWork({ free: `n = 1\n${late}_ = asyncio.create_task(late())`, first: "n = 2" });
    await run(page, "free");
    await lessonPage.openWork({ free: "print('the second run')\nawait asyncio.sleep(2)" });
    await run(page, "free");
    await shows(page, "free", "the second run");
    expect(await cell(page, "free").locator(".live").innerText()).not.toContain("late");
    await page.context().close();
  });

  it("where another cell changes what it displays", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    await lessonPage.openWork({
      first: "from IPython.display import display\n_ = display('before', display_id='d')",
      free: "from IPython.display import update_display\nupdate_display('after', display_id='d')",
    });
    await run(page, "first");
    await shows(page, "first", "before");
    await run(page, "free");
    await shows(page, "first", "after");
    await page.context().close();
  });

  it("where more has run than the cells above, or a cell above shows another value", async () => {
    const page = await site.open("small.html");
    const lessonPage = new LessonPage(page);
    for (const id of ["first", "second", "third"]) await run(page, id);
    expect(await lessonPage.verdict("third")).toBe("✓ as the lesson says");
    await lessonPage.openWork({ free: "x = 5" });
    await run(page, "free");
    await run(page, "second");
    expect(await lessonPage.verdict("second")).toMatch(/^≠ not what the lesson says: before it other code has run/);
    expect(await cell(page, "third").locator(".held").textContent()).toBe("");
    await page.context().close();
  });

  it("where nothing has run at all", async () => {
    const page = await site.open("small.html", { serviceWorkers: "block" });
    await cell(page, "first").getByRole("button", { name: "Run cell" }).hover();
    await page.getByText("Python is ready").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Python starts with the first cell that runs").waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
    await new LessonPage(page).openWork({ free: "input()" });
    const ahead = page.getByLabel("Write your answers before you run it");
    expect(await ahead.count()).toBe(1);
    await new LessonPage(page).openWork({ free: "a = 2" });
    expect(await ahead.count()).toBe(0);
    await page.context().close();
  });
});
