import { describe, expect, it } from "vitest";

import { findPrintedError } from "../../src/check/printed-error.ts";

describe("findPrintedError()", () => {
  it.each([
    ["ValueError: bad", "ValueError"],
    ["all is well\nValueError: bad\nOSError: worse", "ValueError"],
    ["json.decoder.JSONDecodeError: Expecting value: line 1", "JSONDecodeError"],
    ["\u001b[1;35mZeroDivisionError\u001b[0m: division by zero", "ZeroDivisionError"],
    ["MyException: 3 cats", "MyException"],
    ["KeyError: 3", "KeyError"],
    ["SystemExit: 1", "SystemExit"],
    ["Error: division by zero", "Error"],
    ["Traceback (most recent call last):", "Traceback"],
    ["[Errno 2] No such file or directory: 'cats'", "Errno"],
    ["/bin/sh: line 1: kitty: command not found", "command not found"],
  ])("reads %j as an error", (text, word) => {
    expect(findPrintedError(text)?.word).toBe(word);
  });

  it.each([
    "",
    "ValueError",
    "Error: 0.0012",
    "MeanSquaredError: 1.5e-3",
    "Error: 12 %",
    "it raised ValueError: bad",
    "  ValueError: bad",
    "✗ is one: ValueError: bad",
    "errors: none",
    "<class 'ValueError'>",
    "Errno 2",
  ])("leaves %j alone", (text) => {
    expect(findPrintedError(text)).toBeUndefined();
  });
});
