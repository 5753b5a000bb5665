import { describe, expect, it } from "vitest";

import { courseShape, lessonShape } from "../../src/spec/lesson-keys.ts";
import { meantKey, otherWords } from "../../src/spec/meant-key.ts";
import { stepShapes } from "../../src/spec/step-keys.ts";
import { readFiles } from "./read-files.ts";

describe("meantKey()", () => {
  it.each<[string, readonly string[], string | undefined]>([
    ["prosa", ["prose", "code"], "prose"],
    ["markdown", ["prose", "code"], "prose"],
    ["Output", ["code", "expect"], "expect"],
    ["output", ["code"], undefined],
    ["toString", ["prose"], undefined],
    ["flavour", ["prose", "code"], undefined],
  ])("%s among %j is %s", (key, known, meant) => {
    expect(meantKey(key, known)).toBe(meant);
  });

  it("names keys that there are, by words that are none", () => {
    const shapes = [courseShape, lessonShape, ...Object.values(stepShapes)];
    const keys = new Set(shapes.flatMap((shape) => Object.keys(shape.keys)));
    expect(Object.values(otherWords).filter((key) => !keys.has(key))).toEqual([]);
    expect(Object.keys(otherWords).filter((word) => keys.has(word))).toEqual([]);
  });

  it("is told to who writes as another format has it", async () => {
    const { diagnostics } = await readFiles({
      "a.yaml": 'title: A\nsteps:\n  - markdown: Hello\n  - code: print(1)\n    output: "1"\n',
    });
    expect(diagnostics.map(({ place, message, advice }) => [place.line, message, advice])).toEqual([
      [3, "`markdown` is no kind of step", "Did you mean `prose`?"],
      [5, "`output` is no key of a code step", "Did you mean `expect`?"],
    ]);
  });
});
