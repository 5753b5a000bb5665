import { describe, expect, it } from "vitest";

import { renderTerminalText } from "../../src/model/terminal-text.ts";

describe("renderTerminalText()", () => {
  it.each([
    ["leaves plain text alone", "a\nb\n", "a\nb\n"],
    ["goes back to the line's start at a carriage return", "10%\r100%\n", "100%\n"],
    ["keeps what the new text does not cover", "hello\rJ", "Jello"],
    ["takes CRLF as one line end", "a\r\nb", "a\nb"],
    ["goes back one character at a backspace", "ab\bc", "ac"],
    ["does not go back before the line's start", "\b\bx", "x"],
    ["leaves the line before alone", "one\ntwo\rTWO", "one\nTWO"],
  ])("%s", (_, text, shown) => {
    expect(renderTerminalText(text)).toBe(shown);
  });
});
