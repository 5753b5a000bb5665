import { describe, expect, it } from "vitest";

import { mimeText, seenText } from "../../src/check/seen.ts";
import type { Output } from "../../src/model/observation.ts";
import { seen, stdout } from "./examples.ts";

const display = (text: string): Output => ({ type: "display", mime: { "text/plain": text } });

describe("seenText()", () => {
  it("puts each result and display on a line of its own, in order of arrival", () => {
    const result: Output = { type: "result", mime: { "text/plain": "3" }, executionCount: 1 };
    expect(seenText(seen([stdout("1"), display("2"), stdout("mid\n"), result]))).toBe("1\n2\nmid\n3\n");
  });

  it("leaves stderr and errors out", () => {
    const stderr: Output = { type: "stream", name: "stderr", text: "careful" };
    expect(seenText(seen([stderr, stdout("1\n")]))).toBe("1\n");
  });
});

describe("mimeText()", () => {
  it.each([
    ["a text", { "text/html": "<b>1</b>" }, "text/html", "<b>1</b>"],
    ["a list of lines", { "text/html": ["<b>\n", "1</b>"] }, "text/html", "<b>\n1</b>"],
    ["JSON", { "application/json": { a: 1 } }, "application/json", '{\n  "a": 1\n}'],
    ["nothing of that type", { "text/plain": "1" }, "text/html", undefined],
  ])("reads %s", (_, mime, type, text) => {
    expect(mimeText(mime, type)).toBe(text);
  });
});
