import { describe, expect, it } from "vitest";

import { suggestion } from "../../src/commands/suggestion.ts";

const known = ["init", "build", "validate", "kernels"];

describe("suggestion()", () => {
  it.each([
    ["biuld", "; did you mean build?"],
    ["buidl", "; did you mean build?"],
    ["Validate", "; did you mean validate?"],
    ["kernel", "; did you mean kernels?"],
    ["valdiat", "; did you mean validate?"],
    ["serve", ""],
    ["", ""],
  ])("for %j is %j", (word, expected) => {
    expect(suggestion(word, known)).toBe(expected);
  });
});
