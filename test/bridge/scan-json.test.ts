import { array, assert, constantFrom, dictionary, json, jsonValue, nat, oneof, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { scanObject } from "../../src/bridge/scan-json.ts";

function members(text: string, names: readonly string[] = ["a", "b"]): Record<string, string> | undefined {
  const bytes = Buffer.from(text);
  const found = scanObject(bytes, names);
  return (
    found && Object.fromEntries([...found].map(([name, { from, to }]) => [name, bytes.toString("utf8", from, to)]))
  );
}

function parses(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function nested(depth: number): string {
  return `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
}

describe("scanObject()", () => {
  it.each([
    ["{}", {}],
    ['{"a":1,"b":{"a":[2,{}]},"c":3}', { a: "1", b: '{"a":[2,{}]}' }],
    [' { "a" : "é\\"}" , "b" : [ ] } ', { a: '"é\\"}"', b: "[ ]" }],
    ['{"\\u0061":null}', { a: "null" }],
    ['{"a":1,"a":12345678901234567890}', { a: "12345678901234567890" }],
  ])("finds the members of %s as they stand", (text, expected) => {
    expect(members(text)).toEqual(expected);
  });

  it.each(["", "[]", "null", '"x"', "1", "{", "{}}", "{} {}", '{"a"}', '{"a":}', '{"a":1,}', "{a:1}", '{"a":01}'])(
    "refuses %s",
    (text) => {
      expect(members(text)).toBeUndefined();
    },
  );

  it("takes what is 200 deep, and refuses what is deeper", () => {
    expect(members(nested(200))).toBeDefined();
    expect(members(nested(201))).toBeUndefined();
    expect(members(nested(1_000_000))).toBeUndefined();
  });

  it("takes for an object what JSON.parse() does, and nothing else", () => {
    const piece = constantFrom(
      ...'{}[]":,\\u0a1-+.eE \n\ttruefalsn'.split(""),
      "é",
      '"a"',
      "null",
      "true",
      "\\u00e9",
      "1.5e3",
    );
    const broken = array(piece, { maxLength: 12 }).map((pieces) => `{"a":${pieces.join("")}}`);
    const whole = json().map((text) => `{"a":${text}}`);
    const changed = tuple(whole, nat(), piece).map(
      ([text, at, by]) => text.slice(0, at % text.length) + by + text.slice((at % text.length) + 1),
    );
    assert(
      property(oneof(whole, changed, broken), (text) => {
        expect(members(text) !== undefined).toBe(parses(text));
      }),
      { numRuns: 5000, seed: 15 },
    );
  });

  it("finds the same values as JSON.parse()", () => {
    assert(
      property(dictionary(constantFrom("a", "b", "c", '"', "\\"), jsonValue()), (value) => {
        const found = members(JSON.stringify(value), ["a", "b", '"']) ?? {};
        const parsed = Object.entries(found).map(([name, text]): [string, unknown] => [name, JSON.parse(text)]);
        const wanted = Object.entries(value).filter(([name]) => ["a", "b", '"'].includes(name));
        expect(Object.fromEntries(parsed)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(wanted))));
      }),
      { numRuns: 500, seed: 15 },
    );
  });
});
