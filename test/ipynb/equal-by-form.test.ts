import { describe, expect, it } from "vitest";

import { checkCode } from "../../src/check/check-code.ts";
import { checkStep, initialCheckState } from "../../src/check/check-step.ts";
import { notebookLesson } from "../../src/ipynb/notebook-lesson.ts";
import { readNotebook } from "../../src/ipynb/read-notebook.ts";
import type { CodeStep, Lesson } from "../../src/lesson/lesson.ts";
import type { NotebookSettings } from "../../src/lesson/notebook-settings.ts";
import type { EqualByForm } from "../../src/model/equal-by-form.ts";
import type { Output } from "../../src/model/observation.ts";
import { sourceFile } from "../../src/source/source-file.ts";
import { facts, ranCell, seen } from "../check/examples.ts";
import { codeCell, displayed, notebookFile, printed, raised, readExample, resulted, stepOf } from "./examples.ts";

const out = (text: string): Output => ({ type: "stream", name: "stdout", text });
const err = (text: string): Output => ({ type: "stream", name: "stderr", text });
const display = (mime: Record<string, unknown>): Output => ({ type: "display", mime });

type Json = Readonly<Record<string, unknown>>;

/** Of each form one: what is saved, what came, and what is told of it. */
const cases: readonly (readonly [string, readonly Json[], readonly Output[], readonly EqualByForm[]])[] = [
  ["nothing where all is the same", [printed("<f at 0x1>\n")], [out("<f at 0x1>\n")], []],
  [
    "an address, and in how many lines",
    [printed("<f at 0x1>\nsame\n<g at 0x2>\n")],
    [out("<f at 0xa>\nsame\n<g at 0xb>\n")],
    [{ form: "address", lines: 2, saved: "<f at 0x1>", came: "<f at 0xa>" }],
  ],
  [
    "a result's, among what is printed",
    [printed("a\n"), resulted({ "text/plain": "<object at 0x1>" })],
    [out("a\n"), { type: "result", mime: { "text/plain": "<object at 0x2>" }, executionCount: 1 }],
    [{ form: "address", lines: 1, saved: "<object at 0x1>", came: "<object at 0x2>" }],
  ],
  [
    "a cell's file name on stderr",
    [printed("/tmp/ipykernel_1/2.py:2: UserWarning: w\n", "stderr")],
    [err("/tmp/ipykernel_9/8.py:2: UserWarning: w\n")],
    [
      {
        form: "file",
        lines: 1,
        saved: "/tmp/ipykernel_1/2.py:2: UserWarning: w",
        came: "/tmp/ipykernel_9/8.py:2: UserWarning: w",
      },
    ],
  ],
  [
    "a duration",
    [printed("CPU times: total: 3 ms\nWall time: 1 s\n")],
    [out("CPU times: total: 4 ms\nWall time: 2 s\n")],
    [{ form: "duration", lines: 2, saved: "CPU times: total: 3 ms", came: "CPU times: total: 4 ms" }],
  ],
  [
    "two forms in one line",
    [printed("<f at 0x1> of /tmp/ipykernel_1/2.py\n")],
    [out("<f at 0x2> of /tmp/ipykernel_3/4.py\n")],
    [
      {
        form: "address",
        lines: 1,
        saved: "<f at 0x1> of /tmp/ipykernel_1/2.py",
        came: "<f at 0x2> of /tmp/ipykernel_3/4.py",
      },
      {
        form: "file",
        lines: 1,
        saved: "<f at 0x1> of /tmp/ipykernel_1/2.py",
        came: "<f at 0x2> of /tmp/ipykernel_3/4.py",
      },
    ],
  ],
  [
    "a figure's caption",
    [displayed({ "text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": "AA" })],
    [display({ "text/plain": "<Figure size 320x240 with 2 Axes>", "image/png": "AB" })],
    [
      {
        form: "caption",
        lines: 1,
        saved: "<Figure size 640x480 with 1 Axes>",
        came: "<Figure size 320x240 with 2 Axes>",
      },
    ],
  ],
  [
    "an error's message",
    [raised("ValueError", "no <f at 0x1>")],
    [{ type: "error", name: "ValueError", message: "no <f at 0x2>", traceback: [] }],
    [{ form: "address", lines: 1, saved: "no <f at 0x1>", came: "no <f at 0x2>" }],
  ],
  [
    "what is seen of HTML",
    [displayed({ "text/html": "<p>f <b>at 0x1</b></p>" })],
    [display({ "text/html": "<p>f <b>at 0x2</b></p>" })],
    [{ form: "address", lines: 1, saved: "f at 0x1", came: "f at 0x2" }],
  ],
  [
    "a long line around its difference",
    [printed(`${"a".repeat(200)} at 0x1 ${"b".repeat(200)}\n`)],
    [out(`${"a".repeat(200)} at 0x2 ${"b".repeat(200)}\n`)],
    [
      {
        form: "address",
        lines: 1,
        saved: `…${"a".repeat(24)} at 0x1 ${"b".repeat(68)}…`,
        came: `…${"a".repeat(24)} at 0x2 ${"b".repeat(68)}…`,
      },
    ],
  ],
];

describe("equalByForm()", () => {
  it.each(cases)("tells %s", (_, saved, shown, told) => {
    const { findings, byForm } = checkCode(stepOf(codeCell("x", { outputs: saved })), seen(shown), {
      facts,
      captures: {},
    });
    expect(findings).toEqual([]);
    expect(byForm).toEqual(told);
  });

  it("tells what settings replace, and nothing of what they ignore", () => {
    const settings: NotebookSettings = {
      runOnly: false,
      ignore: ["stderr", "text/plain"],
      replace: [{ pattern: String.raw`\d+ rows`, with: "ROWS" }],
    };
    const picture = { "text/plain": "<Figure size 1x1 with 1 Axes>", "image/png": "AA" };
    const step = stepWith([printed("3 rows\n"), printed("<f at 0x1>\n", "stderr"), displayed(picture)], settings);
    const shown = [
      out("4 rows\n"),
      err("<f at 0x2>\n"),
      display({ ...picture, "text/plain": "<Figure size 2x2 with 1 Axes>" }),
    ];
    const { findings, byForm } = checkCode(step, seen(shown), { facts, captures: {} });
    expect(findings).toEqual([]);
    expect(byForm).toEqual([{ form: "replaced", lines: 1, saved: "3 rows", came: "4 rows" }]);
  });

  it("is no finding, and stands in the result of a cell that passed alone", () => {
    const cell = codeCell("x", { outputs: [printed("<f at 0x1>\nb\n")] });
    const { lesson } = readExample(notebookFile([cell]));
    if (lesson === undefined) throw new Error("No lesson");
    const resultOf = (text: string): unknown =>
      checkStep(initialCheckState, ranCell(0, out(text)), { lesson, facts }).result;
    expect(resultOf("<f at 0x2>\nb\n")).toMatchObject({
      verdict: "passed",
      findings: [],
      byForm: [{ form: "address", lines: 1 }],
    });
    expect(resultOf("<f at 0x1>\nb\n")).not.toHaveProperty("byForm");
    expect(resultOf("<f at 0x2>\nc\n")).toMatchObject({ verdict: "failed" });
    expect(resultOf("<f at 0x2>\nc\n")).not.toHaveProperty("byForm");
  });
});

const report = (): undefined => undefined;

function stepWith(outputs: readonly Json[], settings: NotebookSettings): CodeStep {
  const notebook = readNotebook(sourceFile("some.ipynb", notebookFile([codeCell("x", { outputs })])), report);
  const lesson: Lesson | undefined =
    notebook && notebookLesson(notebook, "/home/ada/some.ipynb", { report, sources: new Map(), settings });
  const step = lesson?.steps[0];
  if (step?.kind !== "code") throw new Error("No step");
  return step;
}
