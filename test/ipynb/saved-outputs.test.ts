import { describe, expect, it } from "vitest";

import type { Output } from "../../src/model/observation.ts";
import { checkCode } from "../../src/check/check-code.ts";
import { facts, seen } from "../check/examples.ts";
import {
  codeCell,
  displayed,
  findingsOf,
  notebookFile,
  printed,
  raised,
  readExample,
  resulted,
  stepOf,
} from "./examples.ts";

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

/** As jupyter_client writes it beside a display with NaN. */
const nanWarning = (path = "/env/jupyter_client/session.py:727"): string =>
  `${path}: UserWarning: Message serialization failed with:\nOut of range float values are not JSON compliant: nan\n` +
  "Supporting this message is deprecated in jupyter-client 7, please make sure your message is JSON-compliant\n" +
  "  content = self.pack(content)\n";

const cases: readonly Case[] = [
  [
    "does not look at what jupyter_client writes about NaN, saved or come, wherever it lies",
    [printed(`a\n${nanWarning(String.raw`C:\env\jupyter_client\session.py:1`)}b\n`, "stderr")],
    [err("a\n"), err(`${nanWarning()}b\n`)],
    [],
  ],
  ["nor where it alone is saved", [printed(nanWarning(), "stderr")], [], []],
  [
    "looks at all else on stderr, at its own line",
    [printed(`${nanWarning()}b\n`, "stderr")],
    [err(`${nanWarning()}c\n`)],
    ["some.ipynb:cell 1 (a1) stderr:1:1 output-differs: The text on stderr differs from what is expected"],
  ],
  [
    "and at another warning of jupyter_client",
    [],
    [err("/env/jupyter_client/session.py:1: UserWarning: other\n")],
    ["some.ipynb:cell 1 (a1):1:1 stderr-unexpected: The cell wrote to stderr and nobody asked for it"],
  ],
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
  [
    "compares by their form what is different each time",
    [displayed({ "text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": "a" }), printed("<f at 0x7f00>\n")],
    [display({ "text/plain": "<Figure size 432x288 with 1 Axes>", "image/png": "b" }), out("<f at 0x55aa>\n")],
    [],
  ],
  [
    "finds another size where no picture stands beside it",
    [resulted({ "text/plain": "<Figure size 640x480 with 1 Axes>" })],
    [result({ "text/plain": "<Figure size 432x288 with 1 Axes>" })],
    [`some.ipynb:cell 1 (a1) output:1:14 ${differs}`],
  ],
  [
    "misses no type that a front end adds for itself",
    [resulted({ "text/plain": "t", "application/vnd.microsoft.datawrangler.viewer.v0+json": {} })],
    [result({ "text/plain": "t" })],
    [],
  ],
  [
    "misses it where the kernel sends nothing else",
    [displayed({ "application/vnd.google.colaboratory.intrinsic+json": {} })],
    [display({})],
    [
      "some.ipynb:cell 1 (a1) output:1:1 output-differs: The display has no application/vnd.google.colaboratory.intrinsic+json, which is saved",
    ],
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

/** Whether cells with these counts ran out of order. */
function ran(...counts: readonly number[]): true | undefined {
  const cells = counts.map((count, index) => codeCell("x", { id: `c${index}`, execution_count: count }));
  return readExample(notebookFile(cells)).lesson?.savedOutOfOrder;
}

describe("a cell's saved outputs", () => {
  it("tell a line that differs by its form, and the whole output as it came", () => {
    const cell = codeCell("x", { outputs: [printed("<f at 0x1>\nb\n")] });
    const { findings } = checkCode(stepOf(cell), seen([out("<f at 0x2>\nc\n")]), { facts, captures: {} });
    expect(findings).toMatchObject([{ difference: { expected: "b", actual: "c" }, shown: "<f at 0x2>\nc\n" }]);
  });

  it.each<[string, string, readonly unknown[], number]>([
    [
      "takes NaN and Infinity for the names of them that kernels send",
      "[NaN, -Infinity, Infinity]",
      ["nan", "-inf", "inf"],
      0,
    ],
    ["and for numpy's", "[NaN, Infinity]", ["np.float64(nan)", "np.float32(inf)"], 0],
    ["and for themselves", "[NaN, Infinity]", [Number.NaN, Infinity], 0],
    ["but not for each other", "[NaN]", ["inf"], 1],
    ["nor a number for them", "[NaN]", [0], 1],
    ["nor a text for them", "[NaN]", ["NaN"], 1],
    ["nor a saved text for a number", '["nan"]', [Number.NaN], 1],
  ])("%s", (_, saved, came, differences) => {
    const text = notebookFile([codeCell("x", { outputs: [displayed({ "application/json": { a: "SAVED" } })] })]);
    const step = readExample(text.replace('"SAVED"', saved)).lesson?.steps[0];
    if (step?.kind !== "code") throw new Error("No step");
    const shown = seen([display({ "application/json": { a: came } }), err(nanWarning())]);
    const { findings } = checkCode(step, shown, { facts, captures: {} });
    expect(findings.map(({ code }) => code)).toEqual(Array.from({ length: differences }, () => "output-differs"));
  });

  it.each(cases)("%s", (_, saved, shown, findings) => {
    expect(findingsOf(codeCell("print(1)", { outputs: saved }), shown)).toEqual(findings);
  });

  it("are not looked at where the cell was never executed", () => {
    const cell = codeCell("print(1)", { execution_count: null });
    expect(findingsOf(cell, [out("a\n"), err("careful\n")])).toEqual([]);
    expect(findingsOf(cell, [error("ValueError", "no")])).toHaveLength(1);
  });

  it.each([
    ["numpy 1", "[1, 2.5]", "[np.int64(1), np.float64(2.5)]", "numpy 1"],
    ["Python 2", "[u'a', 3L]", "['a', 3]", "Python 2"],
  ])("name %s as the cause", (_, saved, shown, cause) => {
    const step = stepOf(codeCell("x", { outputs: [printed(saved)] }));
    const { findings } = checkCode(step, seen([out(shown)]), { facts, captures: {} });
    expect(findings.map((finding) => finding.cause)).toEqual([expect.stringContaining(`saved by ${cause}`)]);
  });

  it("name no cause where something else differs too", () => {
    const step = stepOf(codeCell("x", { outputs: [printed("[1, 2]")] }));
    const { findings } = checkCode(step, seen([out("[np.int64(1), 3]")]), { facts, captures: {} });
    expect(findings.map(({ cause }) => cause)).toEqual([undefined]);
  });

  it("are differed from with what kernel lacks a module", () => {
    const step = stepOf(codeCell("import pandas"));
    const raising = seen([error("ModuleNotFoundError", "No module named 'pandas'")]);
    expect(checkCode(step, raising, { facts, captures: {} }).findings[0]?.advice).toMatch(
      /^The kernel that it ran on \(cpython 3\.[\d.]+\) has no module `pandas`: install it there/,
    );
  });

  it("tell whether the cells ran out of order before", () => {
    expect([ran(1, 2, 5), ran(3, 2), ran(2, 2)]).toEqual([undefined, true, undefined]);
  });

  it("say where two texts look the same", () => {
    const step = stepOf(codeCell("x", { outputs: [printed("\u00e9\n")] }));
    const { findings } = checkCode(step, seen([out("e\u0301\n")]), { facts, captures: {} });
    expect(findings[0]?.difference?.why).toContain("NFC, NFD");
  });

  it("leave it to a tag that the cell may raise, whatever is saved", () => {
    const cell = codeCell("print(1)", { outputs: [printed("a\n")], metadata: { tags: ["raises-exception"] } });
    expect(findingsOf(cell, [out("a\n"), error("ValueError", "no")])).toEqual([]);
    expect(findingsOf(cell, [out("b\n"), error("ValueError", "no")])).toHaveLength(1);
  });

  it("advise what a notebook can do where a cell asks for input", () => {
    const asked = error("StdinNotImplementedError", "raw_input was called, but nobody can be asked");
    expect(findingsOf(codeCell("input()"), [asked])).toEqual([
      "some.ipynb:cell 1 (a1):1:1 input-unanswered: The cell asks for input and the notebook has no answer",
    ]);
    expect(stepOf(codeCell("input()", { metadata: { nbproof: { input: ["Ada", 3] } } })).input).toEqual(["Ada", "3"]);
  });
});
