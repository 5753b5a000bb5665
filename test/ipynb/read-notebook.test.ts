import { describe, expect, it } from "vitest";

import { codeCell, displayed, notebookFile, printed, readExample } from "./examples.ts";

const withExpect = (nbproof: unknown): string =>
  notebookFile([codeCell("print(1)", { metadata: { nbproof }, outputs: [printed("saved\n")] })]);

describe("readNotebook()", () => {
  const whole = notebookFile([codeCell("x = 1")]);

  it.each([
    ["an empty file", "", ["some.ipynb:1:1 json-syntax: The file is empty"]],
    [
      "a comma that is missing",
      whole.replace('"metadata": {},', '"metadata": {}'),
      ["some.ipynb:8:4 json-syntax: A comma is due here"],
    ],
    [
      "a file that was cut short",
      whole.slice(0, 60),
      ["some.ipynb:5:4 json-syntax: This text has no closing quote; the file may have been cut short"],
    ],
    [
      "a merge conflict",
      whole.replace("{\n", "{\n<<<<<<< HEAD\n>>>>>>> theirs\n"),
      [
        "some.ipynb:2:1 json-syntax: An unresolved merge conflict begins here",
        "some.ipynb:3:1 json-syntax: An unresolved merge conflict ends here",
      ],
    ],
    ["a comment", `// no\n${whole}`, ["some.ipynb:1:1 json-syntax: JSON has no comments"]],
    ["other JSON", "[1]", ["some.ipynb:1:1 bad-notebook: This is no notebook: it has no `nbformat`"]],
    [
      "nbformat 2",
      '{"nbformat": 2, "worksheets": []}',
      ["some.ipynb:1:14 bad-notebook: The notebook is of nbformat 2, and only 3 and 4 are read"],
    ],
    ["no cells", '{"nbformat": 4}', ["some.ipynb:1:1 bad-notebook: The notebook has no list `cells`"]],
    [
      "everything that cells lack, in one run",
      '{"nbformat": 4, "cells": [{"cell_type": "code"},\n {"cell_type": "heading", "source": "a"},\n {"cell_type": "raw", "source": [1]}]}',
      [
        "some.ipynb:1:27 bad-notebook: Cell 1 has no `source`, or not of the type that is due",
        "some.ipynb:2:2 bad-notebook: Cell 2 has no `cell_type`, or not of the type that is due",
        "some.ipynb:3:2 bad-notebook: Cell 3 has no `source`, or not of the type that is due",
      ],
    ],
    [
      "outputs that are none",
      notebookFile([codeCell("", { outputs: [{ output_type: "pyout" }, { output_type: "stream", name: "out" }] })]),
      [
        "some.ipynb:9:5 bad-notebook: An output of type pyout is none of stream, display_data, execute_result and error (in cell 1)",
        "some.ipynb:12:5 bad-notebook: A stream's `name` is `stdout` or `stderr` (in cell 1)",
      ],
    ],
  ])("reports %s", (_, text, problems) => {
    expect(readExample(text).problems).toEqual(problems);
  });

  it("reads NaN and Infinity as nbformat does, but not in a text", () => {
    const data = { "application/json": { a: 1, b: [2, 3], c: "NaN" } };
    const written = notebookFile([codeCell("x", { outputs: [displayed(data)] })]);
    const text = written
      .replace('"a": 1', '"a": NaN')
      .replace("2,", "-Infinity,")
      .replace(/\n *3\n/, "Infinity");
    const step = readExample(text).lesson?.steps[0];
    const parts = step?.kind === "code" ? step.expect?.variants[0]?.parts : undefined;
    expect(parts?.bundles?.[0]?.mime).toEqual({
      "application/json": { a: Number.NaN, b: [-Infinity, Infinity], c: "NaN" },
    });
  });

  it("reads nbformat 3 as what its upgrade is, with places in the file", () => {
    const cells = [
      { cell_type: "heading", level: 2, metadata: {}, source: ["Old"] },
      {
        cell_type: "code",
        input: ["print(1)\n", "2"],
        metadata: {},
        outputs: [
          { output_type: "stream", stream: "stdout", text: ["1\n"] },
          { output_type: "pyout", prompt_number: 1, text: ["2"], metadata: {}, html: "<b>2</b>" },
        ],
        prompt_number: 1,
      },
    ];
    const text = JSON.stringify({ metadata: { name: "old" }, nbformat: 3, nbformat_minor: 0, worksheets: [{ cells }] });
    const { lesson, problems } = readExample(text);
    expect(problems).toEqual([]);
    expect(lesson?.steps).toMatchObject([
      { kind: "prose", markdown: { value: "## Old" } },
      {
        kind: "code",
        code: { value: "print(1)\n2", starts: [{ column: text.indexOf("print(1)") + 1 }, {}] },
        expect: {
          variants: [
            { parts: { shows: { text: { value: "1\n2\n" } }, bundles: [{ mime: { "text/html": "<b>2</b>" } }] } },
          ],
        },
      },
    ]);
  });

  it("reads source as one string, without ids, as before nbformat 4.5", () => {
    const text = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 2,
      metadata: {},
      cells: [{ cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: "x = 1\ny = 2" }],
    });
    expect(readExample(text).lesson?.steps).toMatchObject([
      {
        kind: "code",
        key: "cell-1",
        code: {
          value: "x = 1\ny = 2",
          starts: [
            { line: 1, column: text.indexOf("x = 1") + 1, cell: { number: 1, line: 1 } },
            { line: 1, column: text.indexOf("y = 2") + 1, cell: { number: 1, line: 2 } },
          ],
        },
        binds: ["x", "y"],
      },
    ]);
  });

  it("takes the number for the key of a cell whose id an earlier one has", () => {
    const { lesson } = readExample(notebookFile([codeCell("x = 1"), codeCell("y = 1")]));
    expect(lesson?.steps.map(({ key }) => key)).toEqual(["a1", "cell-2"]);
  });

  it("leaves out empty cells and raw ones, and counts them", () => {
    const raw = { cell_type: "raw", id: "r", metadata: {}, source: [] };
    const { lesson } = readExample(notebookFile([raw, codeCell("", { id: "e" }), codeCell("x = 1")]));
    expect(lesson?.steps.map(({ place }) => place.cell?.number)).toEqual([3]);
  });

  it("keeps each text under the name that places are shown with", () => {
    const { sources } = readExample(notebookFile([codeCell("print(1)", { outputs: [printed("1\n")] })]));
    expect([...sources]).toEqual([
      ["some.ipynb:cell 1 (a1)", "print(1)"],
      ["some.ipynb:cell 1 (a1) output", "1\n"],
    ]);
  });
});

describe("a notebook's metadata", () => {
  const cells = [codeCell("x = 1")];

  it.each([
    ["five minutes where it says nothing", {}, 300_000],
    ["nbmake's seconds", { execution: { timeout: 1.5 } }, 1500],
    ["none for null", { execution: { timeout: null } }, 2 ** 31 - 1],
    ["none below zero", { execution: { timeout: -1 } }, 2 ** 31 - 1],
  ])("gives each cell %s", (_, metadata, timeout) => {
    expect(readExample(notebookFile(cells, metadata)).lesson).toMatchObject({ timeout, steps: [{ timeout }] });
  });

  it("names the kernel and the language", () => {
    const kernelspec = { name: "ir", language: "R", display_name: "R" };
    expect(readExample(notebookFile(cells, { kernelspec })).lesson).toMatchObject({
      kernel: "ir",
      requires: { language: "R" },
      cwd: "/home/ada",
      steps: [{ binds: [] }],
    });
  });
});

describe("a cell's metadata.nbproof", () => {
  it("holds an expectation in the language of lessons, in place of the saved outputs", () => {
    const { lesson, problems } = readExample(withExpect({ expect: "$(n:int)\n..." }));
    expect(problems).toEqual([]);
    expect(lesson?.steps[0]).toMatchObject({
      expect: { source: "expect", variants: [{ parts: { shows: { text: { value: "$(n:int)\n..." } } } }] },
    });
  });

  it("takes numbers and truth values as text", () => {
    const { lesson } = readExample(
      withExpect({ expect: [{ when: { python: "3.12+" }, shows: 46 }, { nothing: true }] }),
    );
    expect(lesson?.steps[0]).toMatchObject({
      expect: { variants: [{ parts: { shows: { text: { value: "46" } } } }, { parts: { nothing: true } }] },
    });
  });

  it.each([
    [
      "a key that is none",
      { expects: "1" },
      "some.ipynb:9:6 in cell 1 unknown-key: `expects` is no key of a cell's `metadata.nbproof`",
    ],
    [
      "a bad pattern",
      { expect: "$(intt)" },
      "some.ipynb:9:17 in cell 1 bad-pattern: `$(intt)`: `intt` is not a type of hole",
    ],
    [
      "a bad part",
      { expect: { show: "1" } },
      "some.ipynb:10:7 in cell 1 unknown-key: `show` is no key of an expectation",
    ],
    [
      "a picture",
      { expect: { display: { "image/png": { like: "a.png" } } } },
      "some.ipynb:12:17 in cell 1 bad-value: A notebook's images are not compared with pictures",
    ],
    [
      "a capture that nothing binds",
      { expect: "$(=n)" },
      "some.ipynb:9:17 in cell 1 unknown-capture: Nothing before this binds `n`",
    ],
  ])("reports %s", (_, nbproof, problem) => {
    expect(readExample(withExpect(nbproof)).problems).toEqual([problem]);
  });
});
