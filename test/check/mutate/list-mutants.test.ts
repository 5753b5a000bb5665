import { describe, expect, it } from "vitest";

import { listMutants } from "../../../src/check/mutate/list-mutants.ts";

const shown = (...lines: readonly string[]): readonly string[] =>
  listMutants(lines).map(({ kind, line, becomes }) => `${kind} ${line}: ${JSON.stringify(becomes)}`);

describe("listMutants()", () => {
  it("changes each digit, sign and word, and drops, doubles and swaps lines, always in the same order", () => {
    expect(shown("n = -19", "True")).toEqual([
      'digit 0: ["n = -29"]',
      'digit 0: ["n = -10"]',
      'sign 0: ["n = 19"]',
      'word 0: ["x = -19"]',
      'word 1: ["False"]',
      "drop 0: []",
      "drop 1: []",
      'double 0: ["n = -19","n = -19"]',
      'double 1: ["True","True"]',
      'swap 0: ["True","n = -19"]',
    ]);
  });

  it.each([
    { text: "5", signs: ["-5"] },
    { text: "+5", signs: ["-5"] },
    { text: "-0.5", signs: ["0.5"] },
    { text: ".5", signs: ["-.5"] },
    { text: "x86", signs: [] },
    { text: "1.5", signs: ["-1.5"] },
    { text: "3-5", signs: ["-3-5"] },
    { text: "[1, -2]", signs: ["[-1, -2]", "[1, 2]"] },
  ])("lock the sign of each number in $text", ({ text, signs }) => {
    const mutants = listMutants([text]).filter(({ kind }) => kind === "sign");
    expect(mutants.map(({ becomes }) => becomes[0])).toEqual(signs);
  });

  it.each([
    { word: "spam", becomes: "xpam" },
    { word: "Spam", becomes: "Xpam" },
    { word: "x", becomes: "y" },
    { word: "X", becomes: "Y" },
    { word: "False", becomes: "True" },
    { word: "naïve", becomes: "xaïve" },
  ])("changes the word $word", ({ word, becomes }) => {
    expect(listMutants([word])[0]).toMatchObject({ kind: "word", becomes: [becomes] });
  });

  it("does nothing twice to lines that are alike, and does not swap them", () => {
    expect(shown(".", ".")).toEqual(["drop 0: []", 'double 0: [".","."]']);
  });

  it("has none for no output", () => {
    expect(listMutants([])).toEqual([]);
  });

  it("samples a long output, from its beginning to its end", () => {
    const mutants = listMutants(Array.from({ length: 10_000 }, (_, index) => `line ${index}`));
    const lines = mutants.filter(({ kind }) => kind === "drop").map(({ line }) => line);
    expect(lines).toHaveLength(15);
    expect([lines[0], lines.at(-1)]).toEqual([0, 9325]);
    expect(mutants).toHaveLength(6 * 15);
  });

  it("has one of each kind for an output of megabytes", () => {
    const kinds = listMutants(["a", "b"].map((letter) => `-7${letter.repeat(5_000_000)}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(["digit", "sign", "word", "drop", "double", "swap"]);
  });
});
