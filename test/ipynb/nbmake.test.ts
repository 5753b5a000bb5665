import { describe, expect, it } from "vitest";

import { codeCell, notebookFile, readExample, stepOf } from "./examples.ts";

const withNbmake = (nbmake: unknown): ReturnType<typeof codeCell> => codeCell("epochs = 100", { metadata: { nbmake } });

describe("readNbmake()", () => {
  it.each([
    ["nothing", { other: 1 }, undefined],
    ["an empty map and list", { mock: {}, post_cell_execute: [] }, undefined],
    ["variables", { mock: { epochs: 2, "a.b": 1.5, 'c["d"]': "it's" } }, 'epochs = 2\na.b = 1.5\nc["d"] = "it\'s"'],
    [
      "values of every kind",
      { mock: { x: [true, false, null, -1e3, { "a\n": [] }] } },
      'x = [True, False, None, -1000, {"a\\n": []}]',
    ],
    ["code", { post_cell_execute: ["y = 1", "z = 2\n"] }, "y = 1\nz = 2\n"],
    ["variables before code", { post_cell_execute: ["print(x)"], mock: { x: 1 } }, "x = 1\nprint(x)"],
  ])("reads %s", (_, nbmake, code) => {
    expect(stepOf(withNbmake(nbmake)).after?.code).toBe(code);
  });

  it("keeps a number as it is written", () => {
    const text = notebookFile([withNbmake({ mock: { rate: 1.25 } })]).replace("1.25", "1.0");
    const [step] = readExample(text).lesson?.steps ?? [];
    expect(step).toMatchObject({ after: { code: "rate = 1.0" } });
  });

  it("says where it stands, for what it raises", () => {
    const { place } = stepOf(withNbmake({ mock: { x: 1 } })).after ?? {};
    expect(place).toMatchObject({ line: 9, cell: { number: 1, id: "a1", part: "metadata" } });
  });

  it.each([
    [
      "variables that are none",
      { mock: ["x"] },
      "some.ipynb:9:14 in cell 1 bad-notebook: nbmake's `mock` is no map of variables",
    ],
    [
      "code that is none",
      { post_cell_execute: "x = 1" },
      "some.ipynb:9:27 in cell 1 bad-notebook: nbmake's `post_cell_execute` is no list of lines",
    ],
    [
      "a line of code that is none",
      { post_cell_execute: [1] },
      "some.ipynb:9:27 in cell 1 bad-notebook: nbmake's `post_cell_execute` is no list of lines",
    ],
  ])("reports %s", (_, nbmake, problem) => {
    expect(readExample(notebookFile([withNbmake(nbmake)])).problems).toEqual([problem]);
  });
});
