import { describe, expect, it } from "vitest";

import type { Output } from "../../src/model/observation.ts";
import { codeCell, displayed, findingsOf, printed, raised, resulted } from "./examples.ts";

const out = (text: string): Output => ({ type: "stream", name: "stdout", text });
const err = (text: string): Output => ({ type: "stream", name: "stderr", text });
const display = (mime: Record<string, unknown>): Output => ({ type: "display", mime });
const result = (mime: Record<string, unknown>): Output => ({ type: "result", mime, executionCount: 7 });
const error = (name: string, message: string): Output => ({ type: "error", name, message, traceback: [] });

type Json = Readonly<Record<string, unknown>>;
type Case = readonly [behaviour: string, saved: readonly Json[], shown: readonly Output[], findings: readonly string[]];

const differs = "output-differs: The output differs from what is expected";
const table = (cells: string): string =>
  `<table id="T_1"><tr><td>${cells.replaceAll(" ", "</td><td>")}</td></tr></table>`;
const image = (data: string): Json => ({ "text/plain": "<Figure>", "image/png": data });

const cases: readonly Case[] = [
  ["accepts the same text", [printed("1\n2\n")], [out("1\n2\n")], []],
  [
    "does not look at white space at the end of a line, colours and line ends",
    [printed("\u001b[31ma\u001b[0m \r\n")],
    [out("a\n")],
    [],
  ],
  [
    "finds another line, and names it",
    [printed("1\n2\n")],
    [out("1\n3\n")],
    [`some.ipynb:cell 1 (a1) output:2:1 ${differs}`],
  ],
  ["takes saved text as it is, holes and all", [printed("$(int)\n...\n")], [out("$(int)\n...\n")], []],
  [
    "finds what a hole would have read",
    [printed("$(int)\n")],
    [out("7\n")],
    [`some.ipynb:cell 1 (a1) output:1:1 ${differs}`],
  ],
  [
    "finds what `...` would have read",
    [printed("...\n")],
    [out("7\n")],
    [`some.ipynb:cell 1 (a1) output:1:1 ${differs}`],
  ],
  [
    "merges pieces of a stream, whatever came between",
    [printed("a"), printed("!\n", "stderr"), printed("b\n")],
    [out("ab\n"), err("!\n")],
    [],
  ],
  ["shows what a carriage return leaves", [printed("10 %\r"), printed("100 %\n")], [out("100 %\n")], []],
  [
    "goes back over what stands before a piece of the other stream",
    [printed("start\n10 %"), printed("careful\n", "stderr"), printed("\r100 %\nend\n")],
    [out("start\n100 %\nend\n"), err("careful\n")],
    [],
  ],
  [
    "names the line behind one that was written over",
    [printed("start\n10 %"), printed("careful\n", "stderr"), printed("\r100 %\nend\n")],
    [out("start\n100 %\nEND\n"), err("careful\n")],
    [`some.ipynb:cell 1 (a1) output:3:1 ${differs}`],
  ],
  [
    "finds text on stderr that is not saved",
    [printed("a\n")],
    [out("a\n"), err("careful\n")],
    ["some.ipynb:cell 1 (a1):1:1 stderr-unexpected: The cell wrote to stderr and nobody asked for it"],
  ],
  [
    "finds other text on stderr",
    [printed("careful\n", "stderr")],
    [err("stop\n")],
    ["some.ipynb:cell 1 (a1) stderr:1:1 output-differs: The text on stderr differs from what is expected"],
  ],
  [
    "knows the file names that ipykernel gives to cells",
    [printed("/tmp/ipykernel_12/345.py:1: UserWarning: careful\n", "stderr")],
    [err("/var/ipykernel_99/777.py:1: UserWarning: careful\n")],
    [],
  ],
  [
    "puts a result on a line of its own",
    [printed("a"), resulted({ "text/plain": "1" })],
    [out("a"), result({ "text/plain": "1" })],
    [],
  ],
  [
    "names the line of a result behind what was printed",
    [printed("a\nb\n"), resulted({ "text/plain": ["1\n", "2"] })],
    [out("a\nb\n"), result({ "text/plain": "1\n3" })],
    [`some.ipynb:cell 1 (a1) output:4:1 ${differs}`],
  ],
  [
    "finds that nothing is shown any more",
    [printed("a\n")],
    [],
    ["some.ipynb:cell 1 (a1) output:1:1 output-differs: The output ends before this line"],
  ],
  [
    "finds output of a cell that showed nothing",
    [],
    [out("a\n")],
    ["some.ipynb:cell 1 (a1):1:1 output-differs: The cell shows something and should show nothing"],
  ],
  ["does not look at what an image holds", [displayed(image("AAAA"))], [display(image("BBBB"))], []],
  [
    "finds that an image is no more, or of another type",
    [displayed(image("AAAA"))],
    [display({ "text/plain": "<Figure>", "image/jpeg": "AAAA" })],
    [
      "some.ipynb:cell 1 (a1) output:1:1 output-differs: The display has no image/png, which is saved",
      "some.ipynb:cell 1 (a1) output:1:1 output-differs: The display has image/jpeg, which is not saved",
    ],
  ],
  [
    "reads HTML as text, without attributes",
    [displayed({ "text/html": table("1 2") })],
    [display({ "text/html": table("1 2").replace("T_1", "T_2") })],
    [],
  ],
  [
    "finds another text in HTML",
    [displayed({ "text/html": table("1 2") })],
    [display({ "text/html": table("1 3") })],
    ["some.ipynb:cell 1 (a1) output:1:1 output-differs: The display of type text/html differs from what is expected"],
  ],
  [
    "compares JSON by structure, whatever the order of keys",
    [displayed({ "application/json": { a: [1, { b: 2 }], c: null } })],
    [display({ "application/json": { c: null, a: [1, { b: 2 }] } })],
    [],
  ],
  [
    "finds where JSON differs",
    [displayed({ "application/vnd.plotly.v1+json": { a: [1, { b: 2 }] } })],
    [display({ "application/vnd.plotly.v1+json": { a: [1, { b: 3 }] } })],
    ["some.ipynb:cell 1 (a1) output:1:1 output-differs: The application/vnd.plotly.v1+json differs at $.a[1].b"],
  ],
  [
    "takes one widget for another, whose model's id is new each time",
    [displayed({ "application/vnd.jupyter.widget-view+json": { model_id: "1" } })],
    [display({ "application/vnd.jupyter.widget-view+json": { model_id: "2" } })],
    [],
  ],
  [
    "compares LaTeX as text",
    [displayed({ "text/latex": "$x^2$" })],
    [display({ "text/latex": "$x^3$" })],
    ["some.ipynb:cell 1 (a1) output:1:1 output-differs: The display of type text/latex differs from what is expected"],
  ],
  ["accepts the saved error", [raised("ValueError", "no\nwell")], [error("ValueError", "no\nwell")], []],
  [
    "finds another message",
    [raised("ValueError", "no")],
    [error("ValueError", "yes")],
    ["some.ipynb:cell 1 (a1) error:1:13 output-differs: The error's message differs from what is expected"],
  ],
  [
    "finds another exception",
    [raised("ValueError", "no")],
    [error("TypeError", "no")],
    ["some.ipynb:cell 1 (a1) error:1:1 output-differs: The error's name differs from what is expected"],
  ],
  [
    "finds that nothing is raised any more",
    [raised("ValueError", "no")],
    [],
    ["some.ipynb:cell 1 (a1) error:1:1 error-missing: The cell should raise ValueError and raised nothing"],
  ],
  [
    "finds an error that is not saved",
    [printed("a\n")],
    [out("a\n"), error("ValueError", "no")],
    ["some.ipynb:cell 1 (a1):1:1 error-raised: The cell raised ValueError: no"],
  ],
];

describe("a cell's saved outputs", () => {
  it.each(cases)("%s", (_, saved, shown, findings) => {
    expect(findingsOf(codeCell("print(1)", { outputs: saved }), shown)).toEqual(findings);
  });

  it("are not looked at where the cell was never executed", () => {
    const cell = codeCell("print(1)", { execution_count: null });
    expect(findingsOf(cell, [out("a\n"), err("careful\n")])).toEqual([]);
    expect(findingsOf(cell, [error("ValueError", "no")])).toHaveLength(1);
  });
});
