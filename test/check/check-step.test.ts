import { describe, expect, it } from "vitest";

import { type CheckState, checkStep, initialCheckState } from "../../src/check/check-step.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import type { ObservedStep } from "../../src/model/observed-step.ts";
import {
  cellAction,
  codeStep,
  expectedAt,
  expecting,
  facts,
  lessonOf,
  observedStep,
  raised,
  ranCell,
  seen,
  stdout,
} from "./examples.ts";

/** The verdict and reason of each step, one after the other. */
function verdicts(lesson: Lesson, ...observed: readonly ObservedStep[]): readonly string[] {
  let state: CheckState = initialCheckState;
  return observed.map((each) => {
    const checked = checkStep(state, each, { lesson, facts });
    state = checked.state;
    const { verdict, reason } = checked.result;
    return reason === undefined ? verdict : `${verdict} (${reason})`;
  });
}

const first = codeStep("first-count", "cats = 1", { binds: ["cats"] });
const second = codeStep("second", "cats");

describe("checkStep()", () => {
  it("passes a step that shows what is expected", () => {
    const lesson = lessonOf(codeStep("a", "print(1)", { expect: expecting({ shows: expectedAt(11, "1") }) }));
    expect(verdicts(lesson, ranCell(0, stdout("1\n")))).toEqual(["passed"]);
  });

  it("skips a step whose requirements the kernel does not meet", () => {
    const observed = observedStep(0, [], { unmet: ["needs threads"] });
    expect(verdicts(lessonOf(first), observed)).toEqual(["skipped (needs threads)"]);
  });

  it("skips a step that lacks a name which a failed step should have bound", () => {
    const observed = [
      ranCell(0, raised("KeyError", "'x'")),
      ranCell(1, raised("NameError", "name 'cats' is not defined")),
    ];
    expect(verdicts(lessonOf(first, second), ...observed)).toEqual(["failed", "skipped (needs first-count)"]);
  });

  it("names a step without an id by its line", () => {
    const { id: _id, ...nameless } = first;
    const observed = [
      ranCell(0, raised("KeyError", "'x'")),
      ranCell(1, raised("NameError", "name 'cats' is not defined")),
    ];
    expect(verdicts(lessonOf(nameless, second), ...observed)).toEqual([
      "failed",
      "skipped (needs the step at line 10)",
    ]);
    const included = { ...nameless, place: { file: "shared/setup.yaml", line: 3, column: 5 } };
    expect(verdicts(lessonOf(included, second), ...observed)).toEqual([
      "failed",
      "skipped (needs the step at shared/setup.yaml:3)",
    ]);
  });

  it("skips a step that lacks a name which a skipped step should have bound", () => {
    const observed = [
      observedStep(0, [], { unmet: ["needs threads"] }),
      ranCell(1, raised("NameError", "name 'cats' is not defined")),
    ];
    expect(verdicts(lessonOf(first, second), ...observed)).toEqual([
      "skipped (needs threads)",
      "skipped (needs first-count)",
    ]);
  });

  it("skips a step that lacks a name which a step before a restart had bound", () => {
    const died = observedStep(
      1,
      [{ action: cellAction(), observations: [seen([], { ending: { kind: "died", death: {} } })] }],
      {
        newKernel: true,
      },
    );
    const observed = [ranCell(0), died, ranCell(2, raised("NameError", "name 'cats' is not defined"))];
    const lesson = lessonOf(first, codeStep("dies", "os._exit(3)"), second);
    expect(verdicts(lesson, ...observed)).toEqual(["passed", "failed", "skipped (needs first-count)"]);
  });

  it("fails a step that lacks a name which nobody binds", () => {
    const observed = [ranCell(0), ranCell(1, raised("NameError", "name 'dogs' is not defined"))];
    expect(verdicts(lessonOf(first, second), ...observed)).toEqual(["passed", "failed"]);
  });

  it("fails a step that lacks a name again once another step has bound it", () => {
    const again = codeStep("again", "cats = 2", { binds: ["cats"] });
    const observed = [
      ranCell(0, raised("KeyError", "'x'")),
      ranCell(1),
      ranCell(2, raised("NameError", "name 'cats' is not defined")),
    ];
    expect(verdicts(lessonOf(first, again, second), ...observed)).toEqual(["failed", "passed", "failed"]);
  });

  it("skips a step that uses a capture which a failed step should have bound", () => {
    const binds = codeStep("binds", "print(id(a))", { expect: expecting({ shows: expectedAt(11, "$(a:int)") }) });
    const uses = codeStep("uses", "print(id(a))", { expect: expecting({ shows: expectedAt(13, "$(=a)") }) });
    const observed = [ranCell(0, raised("KeyError", "'x'")), ranCell(1, stdout("5\n"))];
    expect(verdicts(lessonOf(binds, uses), ...observed)).toEqual(["failed", "skipped (needs binds)"]);
  });

  it("carries captures from step to step", () => {
    const binds = codeStep("binds", "print(id(a))", { expect: expecting({ shows: expectedAt(11, "$(a:int)") }) });
    const uses = codeStep("uses", "print(id(a))", { expect: expecting({ shows: expectedAt(13, "$(=a)") }) });
    const lesson = lessonOf(binds, uses);
    expect(verdicts(lesson, ranCell(0, stdout("5\n")), ranCell(1, stdout("5\n")))).toEqual(["passed", "passed"]);
    expect(verdicts(lesson, ranCell(0, stdout("5\n")), ranCell(1, stdout("6\n")))).toEqual(["passed", "failed"]);
  });

  it("gives the verdict error where the connection was lost", () => {
    const lost = seen([], {
      ending: { kind: "lost", reason: "The connection to the kernel was lost", code: "server-lost" },
    });
    const observed = observedStep(0, [{ action: cellAction(), observations: [lost] }]);
    expect(verdicts(lessonOf(first), observed)).toEqual(["error (The connection to the kernel was lost)"]);
  });

  it("fails a step that is held against a capture which the variant of this kernel does not bind", () => {
    const binds = { when: { python: ">=3.13" }, shows: expectedAt(11, "$(n:int)") };
    const lesson = lessonOf(
      codeStep("a", "print(1)", { expect: expecting(binds, { shows: expectedAt(12, "$(int)") }) }),
      codeStep("b", "print(2)", { expect: expecting({ shows: expectedAt(13, "$(=n)") }) }),
    );
    expect(verdicts(lesson, ranCell(0, stdout("1\n")), ranCell(1, stdout("2\n")))).toEqual(["passed", "failed"]);
  });
});
