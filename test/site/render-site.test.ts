import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import type { Course } from "../../src/lesson/course.ts";
import type { CourseFile } from "../../src/notebook/render-course.ts";
import { loadTemplates } from "../../src/notebook/templates.ts";
import type { RecordedLesson } from "../../src/site/lesson-steps.ts";
import { renderSite } from "../../src/site/render-site.ts";
import { courseOf } from "../notebook/course-of.ts";

const kernel = {
  python: "3.14.2",
  packages: {},
  files: new Map([
    ["pyodide.mjs", Buffer.from("1")],
    ["pyodide.asm.wasm", Buffer.from("22")],
  ]),
  snapshot: Buffer.from("333"),
};
const scripts = new Map([
  ["page.js", Buffer.from("export {};")],
  ["service-worker.js", Buffer.from("addEventListener;")],
]);

const lesson = `title: Lists & <tuples>
summary: What \`is\` tells.
steps:
  - prose: "See [the next](two.yaml)."
  - id: first
    code: print("</script>")
  - id: guess
    predict: What?
    code: print(1 + 1)
    expect: 2
    answer: Two.
  - id: many
    code: import threading
    requires: { threads: yes }
  - id: fast
    code: x = 1
    exclusive: true
  - quiz: |
      Which?
      - [ ] One
        > No.
      - [x] Two
        > Yes.
  - id: double
    exercise: Write it.
    starter: "def double(x): ..."
    hints: [One, Two]
    solution: "def double(x): return 2 * x"
    tests:
      doubles: assert double(2) == 4
    wrong:
      adds: "def double(x): return x + 1"
`;

async function course(more = ""): Promise<Course> {
  return await courseOf({
    "course.yaml": `title: Python\nlessons: [one.yaml, two.yaml]\n${more}`,
    "one.yaml": lesson,
    "two.yaml": "title: Two\nsteps:\n  - code: a = 1\n",
  });
}

async function render(
  of: Course,
  recorded: ReadonlyMap<string, RecordedLesson> = new Map(),
): Promise<readonly CourseFile[]> {
  return await renderSite(of, { templates: loadTemplates(), pictures: new Map(), recorded, kernel, scripts });
}

function textOf(files: readonly CourseFile[], path: string): string {
  return Buffer.from(files.find((file) => file.path === path)?.content ?? []).toString();
}

describe("renderSite()", () => {
  it("makes a page and a notebook of each lesson, and what they load, named by its content", async () => {
    const paths = (await render(await course())).map(({ path }) => path.replace(/-[0-9a-f]{16}/, "-HASH"));
    expect(paths).toEqual([
      "index.html",
      "assets/style-HASH.css",
      "assets/app-HASH/page.js",
      "one.html",
      "assets/checks-HASH.json",
      "assets/lesson-HASH/one.ipynb",
      "two.html",
      "assets/checks-HASH.json",
      "assets/lesson-HASH/two.ipynb",
      "service-worker.js",
      "assets/kernel-HASH/pyodide.mjs",
      "assets/kernel-HASH/pyodide.asm.wasm",
      "assets/kernel-HASH/snapshot.bin",
      ".nojekyll",
      "one.ipynb",
      "two.ipynb",
      "manifest.json",
    ]);
  });

  it("tells the service worker what to keep, by its content: all but Python, and what only links lead to", async () => {
    const files = await render(await course());
    const script = textOf(files, "service-worker.js");
    const [, list = ""] =
      /^const nbproofFiles = (.*);\nconst nbproofVersion = "[0-9a-f]{16}";\naddEvent/.exec(script) ?? [];
    const listed = JSON.parse(list) as Readonly<Record<string, string>>;
    const kept = files.slice(
      0,
      files.findIndex(({ path }) => path === "service-worker.js"),
    );
    expect(kept.length).toBe(9);
    expect(listed).toEqual(
      Object.fromEntries(
        kept.map(({ path, content }) => [path, createHash("sha256").update(content).digest("hex")] as const),
      ),
    );
  });

  it("reads summaries as Markdown, and tells search engines what a reader sees", async () => {
    const files = await render(await course());
    expect(textOf(files, "index.html")).toContain("<p>What <code>is</code> tells.</p>");
    expect(textOf(files, "one.html")).toContain('<p class="summary">What <code>is</code> tells.</p>');
    expect(textOf(files, "one.html")).toContain('<meta name="description" content="What is tells.">');
  });

  it("makes the same bytes again", async () => {
    const one = await course();
    const [first, second] = [await render(one), await render(one)];
    for (const [at, { path, content }] of first.entries()) {
      expect({ path, same: second[at]?.path === path && Buffer.from(content).equals(second[at].content) }).toEqual({
        path,
        same: true,
      });
    }
  });

  it("names nothing but what is relative to the page, or not to be loaded", async () => {
    const page = textOf(await render(await course()), "one.html");
    const named = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url = ""]) => url);
    expect(named.filter((url) => /^(?:\/|https?:)/.test(url))).toEqual([]);
    expect(named).toContain("two.html");
  });

  it("has a policy that lets no script in the page run, and none of another origin", async () => {
    const page = textOf(await render(await course()), "one.html");
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toContain("default-src &#39;none&#39;; script-src &#39;self&#39;;");
    expect(page.match(/<script[^>]*>/g)).toEqual([
      '<script type="application/json" id="nbproof-lesson">',
      expect.stringMatching(/^<script type="module" src="assets\/app-[0-9a-f]{16}\/page.js">$/),
    ]);
    expect(page).not.toMatch(/ on\w+=/);
  });

  it("tells the script what to run, and no text of an author ends that", async () => {
    const page = textOf(await render(await course()), "one.html");
    const [, data = ""] = /id="nbproof-lesson">(.*?)<\/script>/s.exec(page) ?? [];
    const { cells, kernel: told } = JSON.parse(data) as {
      readonly cells: readonly { readonly id: string; readonly role: string; readonly source: string }[];
      readonly kernel: { readonly files: object };
    };
    expect(cells.map(({ id, role }) => `${id} ${role}`)).toEqual([
      "_setup setup",
      "first code",
      "guess code",
      "many code",
      "fast code",
      "double_answer starter",
      "double_check check",
    ]);
    expect(cells[1]?.source).toBe('print("</script>")');
    expect(told.files).toEqual({ "pyodide.mjs": 1, "pyodide.asm.wasm": 2, "snapshot.bin": 3 });
    expect(page).toContain("<h1>Lists &amp; &lt;tuples&gt;</h1>");
  });

  it("says of a cell what a browser's Python lacks for it, and which measures time", async () => {
    const page = textOf(await render(await course()), "one.html");
    expect(page).toContain("This cell does not run in a browser: it needs threads.");
    expect(page.match(/This cell measures time/g)).toHaveLength(1);
  });

  it("shows what is recorded as recorded, and folds what is to be guessed", async () => {
    const outputs = new Map([
      ["first", [{ type: "stream", name: "stdout", text: "one\n" } as const]],
      ["guess", [{ type: "stream", name: "stdout", text: "2\n" } as const]],
      ["many", [{ type: "stream", name: "stdout", text: "many\n" } as const]],
      ["double_answer", [{ type: "stream", name: "stdout", text: "the solution's\n" } as const]],
    ]);
    const page = textOf(
      await render(await course(), new Map([["one", { kernel: "CPython 3.13.1", outputs }]])),
      "one.html",
    );
    expect(page).toMatch(
      /<div class="recorded"><p class="origin">Recorded on CPython 3.13.1<\/p>\n<pre[^>]*>one\n<\/pre>/,
    );
    expect(page).toMatch(/<details class="recorded"><summary>[^<]*CPython 3.13.1<\/summary>\n<pre[^>]*>2\n<\/pre>/);
    // Of a cell that does not run in a browser too.
    expect(page).toMatch(
      /it needs threads.<\/p>\n\n?<div class="outputs">\n\n?<div class="recorded"><p class="origin">[^<]*<\/p>\n\n?<pre[^>]*>many\n/,
    );
    expect(page).not.toContain("the solution's");
  });

  it("shows a solution, unless the course gives none", async () => {
    expect(textOf(await render(await course()), "one.html")).toContain("<summary>A solution</summary>");
    const page = textOf(await render(await course("answers: none\n")), "one.html");
    expect(page).not.toContain("A solution");
    expect(page).not.toContain("2 * x");
  });
});
