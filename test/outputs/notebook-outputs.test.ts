import { describe, expect, it } from "vitest";

import { notebookOutputs } from "../../src/outputs/notebook-outputs.ts";
import type { RecordedOutputs } from "../../src/outputs/recorded-outputs.ts";
import { type NowInCourse, nowOf, recordedOf, shownOn } from "./example.ts";

const three = (second: string, expected = "$(int)"): string => `
  - { id: first, code: "print(1)", expect: "1" }
  - { id: second, code: "${second}", expect: { nothing: true } }
  - { id: third, code: "print(x)", expect: "${expected}" }
`;
const shown = shownOn({ first: "1\n", second: [], third: "5\n" });

/** The ids of the cells whose outputs are shown, and what is said of the others, as `line: message`. */
function fitted(recorded: RecordedOutputs, now: NowInCourse): { ids: readonly string[]; stale: readonly string[] } {
  const { cells, stale } = notebookOutputs(recorded, now);
  return { ids: [...cells.keys()], stale: stale.map(({ place, message }) => `${place.line}: ${message}`) };
}

const changed = "The code has changed here since its outputs were recorded, and what follows may depend on it";

const quoting = (quoted: string): string =>
  `${three("x = 5")}  - prose: |\n      \`\`\`output third\n      ${quoted}\n      \`\`\`\n`;

const sized = (thirteen: string): string => `
  - id: size
    code: print(size())
    expect:
      - { when: { python: "3.13+" }, stdout: "${thirteen}" }
      - { stdout: "9" }
`;

const asking = (answer: string): string =>
  `  - { id: ask, code: "print(input())", input: ["${answer}"], expect: "$(int)" }\n`;

const needing = (python: string): string => `
  - { id: new, requires: { python: "${python}" }, code: "print(1)", expect: "1" }
  - { id: last, code: "print(2)", expect: "2" }
`;

const exercise = (test: string): string => `
  - { id: first, code: "print(1)", expect: "1" }
  - id: task
    exercise: Do it
    starter: x = 0
    solution: x = 1
    tests: { right: "${test}" }
  - { id: last, code: "print(x)", expect: "1" }
`;

describe("notebookOutputs()", () => {
  it("gives each cell its count and its outputs, as nbformat has them", async () => {
    const now = await nowOf(three("x = 5"));
    const { cells, stale } = notebookOutputs(recordedOf(now, [shown]), now);
    expect(stale).toEqual([]);
    expect(Object.fromEntries(cells)).toEqual({
      first: { count: 1, outputs: [{ output_type: "stream", name: "stdout", text: ["1\n"] }] },
      second: { count: 2, outputs: [] },
      third: { count: 3, outputs: [{ output_type: "stream", name: "stdout", text: ["5\n"] }] },
    });
  });

  it("shows nothing from the first cell on whose code has changed", async () => {
    const old = recordedOf(await nowOf(three("x = 5")), [shown]);
    expect(fitted(old, await nowOf(three("x = 6")))).toEqual({ ids: ["first"], stale: [`5: ${changed}`] });
  });

  it.each([
    [
      "comes between",
      three("x = 5").replace(
        "  - { id: third",
        `  - { id: new, code: "x = 7", expect: { nothing: true } }\n  - { id: third`,
      ),
      ["first", "second"],
      6,
    ],
    ["is gone", three("x = 5").replace(/.*id: second.*\n/, ""), ["first"], 5],
    ["stands elsewhere", three("x = 5").replace(/(.*id: first.*\n)(.*id: second.*\n)/, "$2$1"), [], 4],
  ])("shows nothing after a cell that %s", async (_, steps, ids, line) => {
    const old = recordedOf(await nowOf(three("x = 5")), [shown]);
    expect(fitted(old, await nowOf(steps))).toEqual({ ids, stale: [`${line}: ${changed}`] });
  });

  it("tells of cells that have gone from the end", async () => {
    const old = recordedOf(await nowOf(three("x = 5")), [shown]);
    const now = await nowOf(three("x = 5").replace(/.*id: third.*\n/, ""));
    expect(fitted(old, now)).toEqual({
      ids: ["first", "second"],
      stale: ["1: Cells have gone from the lesson's end since its outputs were recorded"],
    });
  });

  it("shows nothing that the lesson does not accept any more, and gives the finding at its place", async () => {
    const old = recordedOf(await nowOf(three("x = 5")), [shown]);
    const now = await nowOf(three("x = 5", "$(int > 5)"));
    const { cells, stale } = notebookOutputs(old, now);
    expect([...cells.keys()]).toEqual(["first", "second"]);
    expect(stale).toMatchObject([
      { place: { file: "lesson.yaml", line: 6 }, finding: { code: "output-differs", shown: "5\n" } },
    ]);
  });

  it("holds what text quotes of a step against what is recorded of it", async () => {
    const old = recordedOf(await nowOf(quoting("5")), [shown]);
    expect(fitted(old, await nowOf(quoting("5"))).stale).toEqual([]);
    const { stale } = notebookOutputs(old, await nowOf(quoting("6")));
    expect(stale).toMatchObject([{ place: { line: 9 }, finding: { code: "quotation-differs" } }]);
  });

  it("holds each kernel's outputs against what is expected of it", async () => {
    const runs = [shownOn({ size: "9" }), shownOn({ size: "8" }, { version: "3.13.0" })];
    const old = recordedOf(await nowOf(sized("8")), runs);
    expect(fitted(old, await nowOf(sized("7")))).toEqual({
      ids: ["size"],
      stale: ["7: The text on stdout differs from what is expected on CPython 3.13.0"],
    });
  });

  it("shows nothing that ran with other files", async () => {
    const now = await nowOf(three("x = 5"));
    const old = { ...recordedOf(now, [shown]), setting: "other" };
    expect(fitted(old, now)).toEqual({
      ids: [],
      stale: ["1: The lesson's files or environment variables have changed since its outputs were recorded"],
    });
  });

  it("shows nothing after answers to input() that have changed", async () => {
    const old = recordedOf(await nowOf(asking("1")), [shownOn({ ask: "1" })]);
    expect(fitted(old, await nowOf(asking("1"))).ids).toEqual(["ask"]);
    expect(fitted(old, await nowOf(asking("2"))).stale).toEqual([`3: ${changed}`]);
  });

  it("shows nothing of a step that the recorded kernel skips, and counts its cell all the same", async () => {
    const steps = `
  - { id: new, requires: { python: "3.13+" }, code: "print(1)", expect: "1" }
  - { id: last, code: "print(2)", expect: "2" }
`;
    const now = await nowOf(steps);
    const { cells, stale } = notebookOutputs(recordedOf(now, [shownOn({ last: "2" })]), now);
    expect([stale, [...cells].map(([id, { count }]) => [id, count])]).toEqual([[], [["last", 2]]]);
  });

  it("shows nothing after a step that is skipped no longer, and of which nothing is recorded", async () => {
    const old = recordedOf(await nowOf(needing("3.13+")), [shownOn({ last: "2" })]);
    expect(fitted(old, await nowOf(needing("3.12+")))).toEqual({
      ids: [],
      stale: ["4: Nothing is recorded of this step, and what follows may depend on it"],
    });
  });

  it("shows nothing where the lesson asks for what is not recorded of the kernel", async () => {
    const old = recordedOf(await nowOf(three("x = 5")), [shown]);
    const now = await nowOf(three("x = 5").replace("{ id: first,", "{ id: first, requires: { cores: 1 },"));
    expect(fitted(old, now)).toEqual({
      ids: [],
      stale: ["1: The lesson asks for what was not recorded of CPython 3.12.1"],
    });
  });

  it("shows no output of a check whose tests have changed, and all else", async () => {
    const told = "✓ right\n\nWell done: the test passes. Checked was In [3].\n";
    const all = shownOn({ _setup: [], first: "1", task_answer: [], task_check: told, last: "1" });
    const old = recordedOf(await nowOf(exercise("assert x == 1")), [all]);
    expect(old.cells.map(({ id }) => id)).toEqual(["first", "task_answer", "task_check", "last"]);
    const whole = fitted(old, await nowOf(exercise("assert x == 1")));
    expect(whole).toEqual({ ids: ["_setup", "first", "task_answer", "task_check", "last"], stale: [] });
    expect(fitted(old, await nowOf(exercise("assert x > 0")))).toEqual({
      ids: ["_setup", "first", "task_answer", "last"],
      stale: ["5: The check has changed since its outputs were recorded: the lesson's tests, or nbproof's set-up cell"],
    });
  });

  it("leaves out the view of a widget, whose model is gone", async () => {
    const now = await nowOf(`  - { id: a, code: "show()" }\n  - { id: b, code: "show()" }\n`);
    const view = { "application/vnd.jupyter.widget-view+json": { model_id: "1" } };
    const run = shownOn({
      a: [{ type: "display", mime: { ...view, "text/plain": "Slider()" } }],
      b: [{ type: "display", mime: view }],
    });
    const { cells } = notebookOutputs(recordedOf(now, [run]), now);
    expect(cells.get("a")?.outputs).toEqual([
      { output_type: "display_data", data: { "text/plain": ["Slider()"] }, metadata: {} },
    ]);
    expect(cells.get("b")?.outputs).toEqual([]);
  });
});
