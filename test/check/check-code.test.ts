import { describe, expect, it } from "vitest";

import { checkCode } from "../../src/check/check-code.ts";
import type { CodeStep } from "../../src/lesson/lesson.ts";
import type { Observation } from "../../src/model/observation.ts";
import { codeStep, expectedAt, expecting, facts, raised, seen, stdout } from "./examples.ts";

/** `line code: message` of each finding. */
function findings(step: CodeStep, observation: Observation): readonly string[] {
  return checkCode(step, observation, { facts, captures: {} }).findings.map(
    ({ place, code, message }) => `${place.line} ${code}: ${message}`,
  );
}

const shows = (value: string): CodeStep =>
  codeStep("a", "print(1)\nprint(2)", { expect: expecting({ shows: expectedAt(30, value) }) });
const display = (mime: Record<string, unknown>): Observation => seen([{ type: "display", mime }]);
const stderr = (text: string): Observation => seen([{ type: "stream", name: "stderr", text }]);

describe("checkCode()", () => {
  it.each([
    ["accepts what is expected", shows("1\n2"), seen([stdout("1\n2\n")]), []],
    [
      "puts a result on a line of its own",
      shows("1\n2"),
      seen([stdout("1"), { type: "result", mime: { "text/plain": "2" }, executionCount: 1 }]),
      [],
    ],
    [
      "reports a difference at the pattern's own line",
      shows("1\n3"),
      seen([stdout("1\n2\n")]),
      ["31 output-differs: The output differs from what is expected"],
    ],
    [
      "reports a missing line at the line that is missing",
      shows("1\n2"),
      seen([stdout("1\n")]),
      ["31 output-differs: The output ends before this line"],
    ],
    [
      "reports a line too many at the pattern's last line",
      shows("1"),
      seen([stdout("1\n2\n")]),
      ["30 output-differs: The output has a line more than expected"],
    ],
    [
      "reports an exception at the line that raised it",
      shows("1"),
      seen([stdout("1\n"), raised("KeyError", "'x'", 2)]),
      ["11 error-raised: The cell raised KeyError: 'x'"],
    ],
    [
      "reports stderr that nobody asked for",
      codeStep("a", "warn()"),
      stderr("careful\n"),
      ["10 stderr-unexpected: The cell wrote to stderr and nobody asked for it"],
    ],
    [
      "accepts stderr that is expected",
      codeStep("a", "warn()", { expect: expecting({ stderr: expectedAt(30, "careful") }) }),
      stderr("careful\n"),
      [],
    ],
    [
      "reports an output where there should be nothing",
      codeStep("a", "1", { expect: expecting({ nothing: true }) }),
      seen([stdout("1\n")]),
      ["20 output-differs: The cell shows something and should show nothing"],
    ],
    [
      "accepts silence where there should be nothing",
      codeStep("a", "1", { expect: expecting({ nothing: true }) }),
      seen([]),
      [],
    ],
    [
      "finds whole lines of an excerpt",
      codeStep("a", "x", { expect: expecting({ contains: expectedAt(30, "b\nd") }) }),
      seen([stdout("a\nb\nc\nd\n")]),
      [],
    ],
    [
      "reports text that must not occur",
      codeStep("a", "x", { expect: expecting({ not: [expectedAt(30, "rror")] }) }),
      seen([stdout("an error\n")]),
      ["30 output-differs: The output has text that it must not have"],
    ],
    [
      "compares a display by its type",
      codeStep("a", "x", {
        expect: expecting({ display: [{ kind: "text", mimeType: "text/html", expected: expectedAt(30, "1") }] }),
      }),
      display({ "text/html": "<b>1</b>", "text/plain": "1" }),
      [],
    ],
    [
      "reports a display of a type that is not there",
      codeStep("a", "x", {
        expect: expecting({ display: [{ kind: "text", mimeType: "text/html", expected: expectedAt(30, "1") }] }),
      }),
      display({ "text/plain": "1" }),
      ["30 output-differs: The cell has no display of type text/html"],
    ],
    [
      "reports answers that nobody asked for",
      codeStep("a", "x", { input: ["Ada"] }),
      seen([]),
      ["10 input-unused: The cell asked for input 0 times and the lesson has 1 answers"],
    ],
    [
      "reports a question without an answer, not the EOFError that follows",
      codeStep("a", "x"),
      seen([raised("EOFError", "")], { prompts: [{ prompt: "Name? ", answered: false }] }),
      ['10 input-unanswered: The cell asked for input and the lesson has no answer: "Name? "'],
    ],
    [
      "reports a missed deadline, not the output that it cut short",
      shows("1"),
      seen([], { ending: { kind: "timed-out", timeout: 2000, restarted: false } }),
      ["10 timed-out: The cell did not end within 2 s; it was interrupted"],
    ],
    [
      "reports a flood",
      shows("1"),
      seen([], { ending: { kind: "flooded", limit: 10_000_000, restarted: true } }),
      [
        "10 output-limit: The cell put out more than 10,000,000 bytes; an interrupt did not help, so the kernel was restarted",
      ],
    ],
    [
      "names the exit code of a kernel that died",
      shows("1"),
      seen([], { ending: { kind: "died", death: { exitCode: 3 } } }),
      ["10 kernel-died: The kernel ended with exit code 3 while the cell ran"],
    ],
    [
      "names the signal that ended a kernel",
      shows("1"),
      seen([], { ending: { kind: "died", death: { signal: "SIGSEGV" } } }),
      ["10 kernel-died: The kernel was ended by SIGSEGV while the cell ran"],
    ],
    [
      "reports a kernel for which there is no variant",
      codeStep("a", "x", { expect: expecting({ when: { bits: 32 }, shows: expectedAt(30, "1") }) }),
      seen([stdout("1\n")]),
      ["20 no-variant: No variant is for this kernel: cpython 3.12.1, 64 bits, linux"],
    ],
  ])("%s", (_, step, observation, expected) => {
    expect(findings(step, observation)).toEqual(expected);
  });

  it("takes the first variant that holds", () => {
    const variants = expecting(
      { when: { python: ">=3.13" }, shows: expectedAt(30, "new") },
      { when: { bits: 64 }, shows: expectedAt(31, "wide") },
      { shows: expectedAt(32, "other") },
    );
    expect(findings(codeStep("a", "x", { expect: variants }), seen([stdout("wide\n")]))).toEqual([]);
  });

  it.each([
    ["accepts the error that is expected", "ZeroDivisionError", [raised("ZeroDivisionError", "division by zero")], []],
    [
      "reports that nothing was raised",
      "ZeroDivisionError",
      [],
      ["25 error-missing: The cell should raise ZeroDivisionError and raised nothing"],
    ],
    [
      "reports another error",
      "KeyError",
      [raised("ZeroDivisionError", "division by zero")],
      ["26 output-differs: The error's name differs from what is expected"],
    ],
  ])("%s", (_, name, outputs, expected) => {
    const error = { place: { file: "lesson.yaml", line: 25, column: 5 }, name: expectedAt(26, name) };
    expect(findings(codeStep("a", "1/0", { expect: expecting({ error }) }), seen(outputs))).toEqual(expected);
  });
});
