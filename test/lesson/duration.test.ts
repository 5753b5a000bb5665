import { describe, expect, it } from "vitest";
import { parseDuration } from "../../src/lesson/duration.ts";

describe("parseDuration()", () => {
  it.each([
    ["30s", 30_000],
    ["2m", 120_000],
    ["500ms", 500],
    ["1.5s", 1500],
    ["0s", undefined],
    ["0.1ms", undefined],
    ["99999m", undefined],
    ["30", undefined],
    ["-1s", undefined],
    ["30 s", undefined],
    ["1h", undefined],
    ["", undefined],
  ])("reads %j", (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
});
