import type { ExpectedParts, Expectation, Variant } from "../../src/lesson/expectation.ts";
import type { Facts } from "../../src/model/facts.ts";
import type { CodeStep, ExerciseStep, Lesson, NamedCode, QuizStep, Step } from "../../src/lesson/lesson.ts";
import type { Observation, Output } from "../../src/model/observation.ts";
import type { ObservedAction, ObservedStep } from "../../src/model/observed-step.ts";
import type { SourceText } from "../../src/source/place.ts";
import type { Action, RunStep } from "../../src/model/plan.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";
import type { ExpectedText } from "../../src/lesson/expected-text.ts";

export const facts: Facts = {
  language: "python",
  version: "3.12.1",
  implementation: "cpython",
  platform: "linux",
  bits: 64,
  cores: 2,
  gil: true,
  threads: true,
  processes: true,
  network: true,
  packages: {},
};

/** Text that begins at a line of `lesson.yaml`, column 5. */
export function textAt(line: number, value: string): SourceText {
  const starts = value.split("\n").map((_, index) => ({ file: "lesson.yaml", line: line + index, column: 5 }));
  return { value, starts };
}

export function expectedAt(line: number, value: string): ExpectedText {
  return { text: textAt(line, value), pattern: parsePattern(value).pattern };
}

export function expecting(...variants: readonly (ExpectedParts & { when?: Variant["when"] })[]): Expectation {
  const place = { file: "lesson.yaml", line: 20, column: 5 };
  return {
    place,
    source: "expect",
    variants: variants.map(({ when, ...parts }) => ({ place, parts, ...(when ? { when } : {}) })),
  };
}

const base = {
  place: { file: "lesson.yaml", line: 10, column: 5 },
  requires: {},
  timeout: 30_000,
  exclusive: false,
} as const;

export function codeStep(key: string, code: string, more: Partial<CodeStep> = {}): CodeStep {
  return {
    ...base,
    kind: "code",
    key,
    id: key,
    code: textAt(10, code),
    shown: code,
    input: [],
    allow: [],
    binds: [],
    ...more,
  };
}

export function quizStep(proof: string): QuizStep {
  return { ...base, kind: "quiz", key: "quiz", question: "?", options: [], proof: textAt(40, proof) };
}

function namedCode(name: string, line: number): NamedCode {
  return { name, place: { file: "lesson.yaml", line, column: 7 }, code: textAt(line + 1, "pass") };
}

export function exerciseStep(more: Partial<ExerciseStep> = {}): ExerciseStep {
  return {
    ...base,
    kind: "exercise",
    key: "exercise",
    task: textAt(10, "Do it"),
    starter: textAt(12, "..."),
    hints: [],
    solution: textAt(14, "answer = 1"),
    tests: [namedCode("is one", 16), namedCode("is odd", 18)],
    wrong: [namedCode("two", 22)],
    equivalent: [],
    isolate: "namespace",
    allow: [],
    binds: ["answer"],
    needs: ["answer"],
    ...more,
  };
}

export function lessonOf(...steps: readonly Step[]): Lesson {
  return {
    path: "/course/lesson.yaml",
    name: "lesson",
    place: { file: "lesson.yaml", line: 1, column: 1 },
    title: "Lesson",
    objectives: [],
    reading: [],
    requires: {},
    timeout: 30_000,
    checkTimeout: 5000,
    files: [],
    env: {},
    exclusive: false,
    steps,
  };
}

export function stdout(text: string): Output {
  return { type: "stream", name: "stdout", text };
}

export function raised(name: string, message: string, line = 1): Output {
  const traceback = [`${name}  Traceback`, `Cell In[1], line ${line}\n----> ${line} code`, `${name}: ${message}`];
  return { type: "error", name, message, traceback };
}

export function seen(outputs: readonly Output[], more: Partial<Observation> = {}): Observation {
  return { outputs, ending: { kind: "completed" }, prompts: [], duration: 5, ...more };
}

export function cellAction(role: "code" | "solution" | "check" = "code"): Action {
  return { kind: "cell", id: role, role, code: "", input: [], mayRaise: false };
}

export function observedStep(
  step: number,
  actions: readonly ObservedAction[],
  more: Partial<ObservedStep> & { unmet?: readonly string[] } = {},
): ObservedStep {
  const { unmet = [], ...rest } = more;
  const planned = actions.map(({ action }) => action);
  const run: RunStep = { step, actions: planned, timeout: 30_000, exclusive: false, unmet, isolate: "namespace" };
  return { run, actions, newKernel: false, ...rest };
}

export function ranCell(step: number, ...outputs: readonly Output[]): ObservedStep {
  return observedStep(step, [{ action: cellAction(), observations: [seen(outputs)] }]);
}
