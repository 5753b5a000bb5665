import { describe, expect, it } from "vitest";

import { nearest } from "../../src/basics/nearest.ts";

describe("nearest()", () => {
  it.each([
    ["itn", "int"],
    ["flaot", "float"],
    ["Number", "number"],
    ["strng", "string"],
    ["strrring", "string"],
    ["foo", undefined],
    ["i", undefined],
    ["datetime", undefined],
    ["", undefined],
  ])("finds for %j %j", (word, found) => {
    expect(nearest(word, ["int", "float", "number", "string", "any"])).toBe(found);
  });

  it.each([
    ["expct", ["code", "expect"], "expect"],
    ["epxect", ["expect"], "expect"],
    ["summery", ["summary", "steps"], "summary"],
    ["if", ["id"], "id"],
    ["no", ["id"], undefined],
    ["a", ["b"], undefined],
    ["a", [], undefined],
  ])("of %j finds among %j %j", (word, candidates, found) => {
    expect(nearest(word, candidates)).toBe(found);
  });
});
