import { assert, boolean, constantFrom, integer, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { WireMessage } from "../../../src/kernel/kernel.ts";
import { splitStream } from "../../../src/kernel/zmq/split-stream.ts";

function stream(content: string): WireMessage {
  return { channel: "iopub", parts: ["{}", "{}", "{}", content].map((text) => Buffer.from(text)) };
}

function contents(content: string, size: number): string[] {
  return [...splitStream(stream(content), size)].map(({ parts }) => Buffer.from(parts[3] ?? []).toString());
}

describe("splitStream()", () => {
  it("cuts a long text into parts that say the same", () => {
    expect(contents('{"name": "stdout", "text": "abcdefgh"}', 3)).toEqual([
      '{"name": "stdout", "text": "abc"}',
      '{"name": "stdout", "text": "def"}',
      '{"name": "stdout", "text": "gh"}',
    ]);
  });

  it.each([
    ["an escape", String.raw`ab\ncd`, ["ab", String.raw`\nc`, "d"]],
    ["an escaped backslash", String.raw`ab\\cd`, ["ab", String.raw`\\c`, "d"]],
    ["a character by number", String.raw`a\u00e9b`, ["a", String.raw`\u00e9`, "b"]],
    ["a UTF-8 sequence", "abécd", ["ab", "éc", "d"]],
  ])("cuts before %s rather than in it", (_, text, parts) => {
    const size = text.includes("u00e9") ? 6 : 3;
    expect(contents(`{"name":"stderr","text":"${text}"}`, size)).toEqual(
      parts.map((part) => `{"name":"stderr","text":"${part}"}`),
    );
  });

  it("leaves a short text, and content of another shape, as it is", () => {
    const short = '{"name": "stdout", "text": "ab"}';
    const other = '{"text": "abcdefgh", "name": "stdout"}';
    expect([...contents(short, 100), ...contents(other, 3)]).toEqual([short, other]);
  });

  it("cuts every text, escaped as Python or as JavaScript does, into JSON that joins to it", () => {
    const text = string({ unit: constantFrom("a", "\\", '"', "\n", "é", "\u{1F600}", "\u0001"), maxLength: 60 });
    assert(
      property(text, boolean(), integer({ min: 6, max: 20 }), (whole, ascii, size) => {
        const json = JSON.stringify(whole);
        const escaped = ascii
          ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
          : json;
        const parts = contents(`{"name": "stdout", "text": ${escaped}}`, size);
        expect(parts.map((part): string => JSON.parse(part).text).join("")).toBe(whole);
      }),
    );
  });
});
