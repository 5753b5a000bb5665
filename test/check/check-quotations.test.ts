import { describe, expect, it } from "vitest";

import { checkStep, initialCheckState } from "../../src/check/check-step.ts";
import { checkStrict } from "../../src/check/check-strict.ts";
import type { CodeStep, ProseStep } from "../../src/lesson/lesson.ts";
import type { Observation, Output } from "../../src/model/observation.ts";
import type { Quotation } from "../../src/lesson/quotation.ts";
import {
  cellAction,
  codeStep,
  expectedAt,
  expecting,
  facts,
  lessonOf,
  observedStep,
  raised,
  seen,
  stdout,
} from "./examples.ts";

const step = codeStep("two", "print(2)");

function quoting(...quotations: readonly Quotation[]): ProseStep {
  const { code: _code, shown: _shown, input: _input, allow: _allow, binds: _binds, expect: _expect, ...base } = step;
  return { ...base, kind: "prose", key: "prose", id: "prose", markdown: expectedAt(5, "…").text, quotations };
}

/** A quotation in line 6. */
function quotation(pattern: string, more: Partial<Quotation> = {}): Quotation {
  const place = { file: "lesson.yaml", line: 5, column: 17 };
  return { step: "two", place, expected: expectedAt(6, pattern), ...more };
}

interface Check {
  readonly quoted?: CodeStep;
  readonly more?: Partial<Observation>;
  readonly lostCaptures?: Readonly<Record<string, string>>;
}

function check(
  quotations: readonly Quotation[],
  outputs: readonly Output[],
  { quoted = step, more, lostCaptures = {} }: Check = {},
): readonly string[] {
  const lesson = lessonOf(quoting(...quotations), quoted);
  const observed = observedStep(1, [{ action: cellAction(), observations: [seen(outputs, more)] }]);
  const state = { ...initialCheckState, captures: { n: "7" }, lostCaptures };
  const { findings } = checkStep(state, observed, { lesson, facts }).result;
  return findings.map(({ code, place, message }) => `${place.line}:${place.column} ${code} ${message}`);
}

function strict(quotations: readonly Quotation[]): readonly string[] {
  const observed = observedStep(1, [{ action: cellAction(), observations: [seen([stdout("b\n")])] }]);
  return checkStrict(observed, { lesson: lessonOf(quoting(...quotations), step), facts, captures: {} }).map(
    ({ code }) => code,
  );
}

describe("checkQuotations()", () => {
  it("accepts lines that the step shows", () => {
    expect(check([quotation("b\n  $(int) $(=n)")], [stdout("a\n  b\n    2 7\nc\n")])).toEqual([]);
  });

  it("finds lines that it does not show, at their own place, and the step fails", () => {
    expect(check([quotation("b\nd")], [stdout("a\nb\nc\n")])).toEqual([
      "7:5 quotation-differs The output of `two` differs from what is expected",
    ]);
  });

  it("finds a quotation of a step that shows nothing", () => {
    expect(check([quotation("b")], [])).toEqual(["6:5 quotation-differs The output of `two` ends before this line"]);
  });

  it("looks at results, displays and the error's last line, and not at stderr", () => {
    const outputs: readonly Output[] = [
      { type: "display", mime: { "text/plain": "<Figure>" } },
      raised("KeyError", "'x'"),
    ];
    const place = { file: "lesson.yaml", line: 20, column: 5 };
    const quoted = { ...step, expect: expecting({ error: { place } }) };
    expect(check([quotation("<Figure>\nKeyError: 'x'")], outputs, { quoted })).toEqual([]);
    const onStderr: Output = { type: "stream", name: "stderr", text: "warned\n" };
    expect(
      check([quotation("warned")], [onStderr], { quoted: { ...step, allows: { error: false, stderr: true } } }),
    ).toHaveLength(1);
  });

  it("is silent on kernels that a quotation is not for", () => {
    const old = quotation("a", { when: { python: "<3.12" } });
    const now = quotation("b", { when: { python: ">=3.12" } });
    expect(check([old, now], [stdout("b\n")])).toEqual([]);
    expect(check([old, now], [stdout("a\n")])).toHaveLength(1);
  });

  it("is silent where the cell did not come to its end", () => {
    expect(check([quotation("b")], [raised("KeyError", "'x'")])).toEqual([expect.stringContaining("error-raised")]);
    const died = { ending: { kind: "died", death: {} } } as const;
    expect(check([quotation("b")], [], { more: died })).toEqual([expect.stringContaining("kernel-died")]);
  });

  it("is silent where an earlier step did not bind a capture, and finds one that no step bound", () => {
    const outputs = [stdout("3\n")];
    expect(check([quotation("$(=m)")], outputs, { lostCaptures: { m: "one" } })).toEqual([]);
    expect(check([quotation("$(=m)")], outputs)).toEqual([
      "6:5 quotation-differs The output of `two` is held against a capture that nothing has bound",
    ]);
  });

  it("lets a quotation use what its own step captured", () => {
    const quoted = { ...step, expect: expecting({ shows: expectedAt(21, "$(m:int)\n$(int)") }) };
    expect(check([quotation("$(=m)")], [stdout("3\n4\n")], { quoted })).toEqual([]);
    expect(check([quotation("$(=m)\n$(=m)")], [stdout("3\n4\n")], { quoted })).toHaveLength(1);
  });
});

describe("checkStrict()", () => {
  it("takes a quotation for an expectation on the kernels that it is for", () => {
    expect(strict([quotation("b")])).toEqual([]);
    expect(strict([quotation("b", { when: { python: "<3.12" } })])).toEqual(["expects-nothing"]);
  });

  it("finds a quotation that accepts anything", () => {
    expect(strict([quotation("...\n$(any)")])).toEqual(["accepts-anything"]);
  });
});
