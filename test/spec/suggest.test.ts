import { describe, expect, it } from "vitest";
import { suggest } from "../../src/spec/suggest.ts";

describe("suggest()", () => {
  it.each([
    ["expct", ["code", "expect"], "expect"],
    ["epxect", ["expect"], "expect"],
    ["Title", ["title"], "title"],
    ["summery", ["summary", "steps"], "summary"],
    ["xyz", ["code", "id"], undefined],
    ["if", ["id"], "id"],
    ["no", ["id"], undefined],
    ["a", ["b"], undefined],
    ["a", [], undefined],
  ])("of %j among %j", (word, known, nearest) => {
    expect(suggest(word, known)).toBe(nearest);
  });
});
