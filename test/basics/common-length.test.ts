import { expect, it } from "vitest";

import { commonLength } from "../../src/basics/common-length.ts";

it.each([
  ["", "", 0],
  ["abc", "", 0],
  ["abc", "abd", 2],
  ["abc", "abcd", 3],
  ["abcd", "abc", 3],
  ["xbc", "abc", 0],
  [`${"a".repeat(4095)}b`, `${"a".repeat(4095)}c`, 4095],
  ["a".repeat(4096), `${"a".repeat(4096)}c`, 4096],
  [`${"a".repeat(10_000)}b`, `${"a".repeat(10_000)}cd`, 10_000],
  ["a".repeat(5000), "a".repeat(4097), 4097],
])("commonLength() counts what two texts begin with alike (%#)", (left, right, length) => {
  expect(commonLength(left, right)).toBe(length);
});
