import { describe, expect, it } from "vitest";

import { checkCode } from "../../src/check/check-code.ts";
import { checkExercise } from "../../src/check/check-exercise.ts";
import type { CodeStep } from "../../src/lesson/lesson.ts";
import type { FailedCommand, Observation } from "../../src/model/observation.ts";
import {
  cellAction,
  codeStep,
  exerciseStep,
  expectedAt,
  expecting,
  facts,
  observedStep,
  raised,
  seen,
  stdout,
} from "./examples.ts";

/** `line code: message` of each finding. */
function findings(step: CodeStep, observation: Observation): readonly string[] {
  return checkCode(step, observation, { facts, captures: {} }).findings.map(
    ({ place, code, message }) => `${place.line} ${code}: ${message}`,
  );
}

const failed = (...failedCommands: readonly FailedCommand[]): Observation => seen([], { failedCommands });
const stderr = (text: string): Observation => seen([{ type: "stream", name: "stderr", text }]);
const warning = "/tmp/ipykernel_42/1.py:2: DeprecationWarning: the old way\n  warn()\n";
const anything = expecting({ stderr: expectedAt(30, "...") });
const named = (text: string): CodeStep =>
  codeStep("a", "print()", { expect: expecting({ shows: expectedAt(30, text) }) });

describe("checkCode() finds a command that failed", () => {
  it.each([
    ["at its line", "import os\n!false", "false", 11],
    ["assigned", "x = 1\nfiles = !ls /nowhere", "ls /nowhere", 11],
    ["of a magic", "x = 1\n%pip install kitty", "/usr/bin/python -m pip install kitty", 11],
    ["of %system", "\n\n%system false", "false", 12],
    ["with values put into it, by its first word", "!echo\n!ls {name}", "ls /nowhere", 11],
    ["that is nowhere to be seen, at the first line", "get_ipython().system(code)", "false", 10],
  ])("%s", (_, code, command, line) => {
    expect(findings(codeStep("a", code), failed({ command, exitCode: 1 }))).toEqual([
      `${line} command-failed: \`${command}\` ended with exit code 1, and the cell went on`,
    ]);
  });

  it("each of several, also one that a signal ended", () => {
    const commands = [
      { command: "a", exitCode: 127 },
      { command: "b", exitCode: -9 },
    ];
    expect(findings(codeStep("a", "!a\n!b"), failed(...commands))).toEqual([
      "10 command-failed: `a` ended with exit code 127, and the cell went on",
      "11 command-failed: `b` was ended by signal 9, and the cell went on",
    ]);
  });

  it("but not where the step allows it, nor where the cell raised", () => {
    const one = { command: "a", exitCode: 1 };
    expect(findings(codeStep("a", "!a", { allow: ["command-failed"] }), failed(one))).toEqual([]);
    const error = seen([raised("KeyError", "'x'")], { failedCommands: [one] });
    expect(findings(codeStep("a", "!a"), error)).toEqual(["10 error-raised: The cell raised KeyError: 'x'"]);
  });
});

describe("checkCode() finds an error that was printed", () => {
  const printed = seen([stdout("ValueError: bad\n")]);

  it.each([
    ["without any expectation", codeStep("a", "print()")],
    ["behind a hole", named("$(word)Error: bad")],
    ["behind an ellipsis", named("...")],
  ])("%s", (_, step) => {
    expect(findings(step, printed).map((text) => text.split(":")[0])).toEqual(["10 error-printed"]);
  });

  it.each([
    ["an expectation names it", named("ValueError: $(any)")],
    ["the step allows it", codeStep("a", "print()", { allow: ["error-printed"] })],
  ])("but not where %s", (_, step) => {
    expect(findings(step, printed)).toEqual([]);
  });

  it("on stderr where something is expected there, else stderr itself is the finding", () => {
    const text = stderr("Traceback (most recent call last):\n");
    expect(findings(codeStep("a", "f()", { expect: anything }), text)).toEqual([
      "10 error-printed: The cell printed `Traceback (most recent call last):` and went on, and no expectation names it",
    ]);
    expect(findings(codeStep("a", "f()"), text)).toEqual([
      "10 stderr-unexpected: The cell wrote to stderr and nobody asked for it",
    ]);
  });
});

describe("checkCode() finds a warning where they are forbidden", () => {
  const forbidden = ["10 warning-shown: The cell showed a DeprecationWarning, and warnings are forbidden here"];

  it.each([
    ["that is expected", { expect: anything }, forbidden],
    ["that is not, in place of the finding about stderr", {}, forbidden],
    ["but not where the step allows it", { expect: anything, allow: ["warning-shown" as const] }, []],
  ])("%s", (_, more, expected) => {
    expect(findings(codeStep("a", "warn()", more), stderr(warning))).toEqual(expected);
  });

  it("and nothing else on stderr", () => {
    expect(findings(codeStep("a", "f()", { expect: anything }), stderr("careful\n"))).toEqual([]);
  });
});

describe("checkExercise()", () => {
  it.each([
    [[], ["command-failed"]],
    [["command-failed" as const], []],
  ])("looks at the solution, with %j allowed", (allow, codes) => {
    const solution = failed({ command: "a", exitCode: 1 });
    const observed = observedStep(0, [{ action: cellAction("solution"), observations: [solution] }]);
    const { findings: found } = checkExercise(exerciseStep({ allow }), observed, {});
    expect(found.map(({ code }) => code)).toEqual(codes);
  });
});
