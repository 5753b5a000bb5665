import { type CheckLine, parseCheckLines } from "../lesson/check-lines.ts";
import type { Finding } from "../model/finding.ts";
import type { ExerciseStep, Refusal, WrongAnswer } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { Attempt } from "../model/plan.ts";
import { checkEnding } from "./check-ending.ts";
import { type RaisedError, raisedError } from "./raised.ts";
import { seenText, streamText } from "./seen.ts";

export interface AttemptSeen {
  readonly answer: Observation;
  /** Absent where the answer did not come to its end. */
  readonly check: Observation | undefined;
}

/** An answer that must fail: the starter anyhow, a mistake as its author says. */
export function checkAttempt(step: ExerciseStep, attempt: Attempt, seen: AttemptSeen): readonly Finding[] {
  const wrong = attempt.kind === "wrong" ? step.wrong[attempt.index] : undefined;
  const place = wrong?.place ?? step.starter.starts[0] ?? step.place;
  for (const each of [seen.answer, ...(seen.check ? [seen.check] : [])]) {
    const ending = checkEnding(each, place);
    if (ending.length > 0) return ending;
  }
  const raised = raisedError(seen.answer);
  if (wrong !== undefined && raised !== undefined) return checkRaised(wrong, raised);
  if (raised !== undefined || seen.check === undefined) return [];
  if (passesAll(step, seen.check)) return [passing(wrong, { place, shown: seenText(seen.check) })];
  return wrong === undefined ? [] : checkRefusal(step, wrong, seen.check);
}

/** What a check said of each test. */
export function checkLines(step: ExerciseStep, seen: Observation): readonly CheckLine[] {
  const names = step.tests.map((test) => test.name);
  return parseCheckLines(streamText(seen, "stdout"), names);
}

/** Whether a check let every test pass. */
export function passesAll(step: ExerciseStep, check: Observation): boolean {
  const lines = checkLines(step, check);
  return step.tests.every((test) => lines.some((line) => line.name === test.name && line.passed));
}

function passing(wrong: WrongAnswer | undefined, { place, shown }: Pick<Finding, "place" | "shown">): Finding {
  const found = shown === undefined ? { place } : { place, shown };
  return wrong === undefined
    ? { ...found, code: "starter-passes", message: "The starter passes all tests, so nothing is left to do" }
    : { ...found, code: "wrong-passes", message: `The wrong answer "${wrong.name}" passes all tests` };
}

function checkRaised({ name, place, refusal }: WrongAnswer, raised: RaisedError): readonly Finding[] {
  if (refusal?.kind === "raises" && refusal.error === raised.name) return [];
  const what = isSyntaxError(raised.name) ? "is no Python" : "stops in its own cell";
  const message = `The wrong answer "${name}" ${what}, before any test: ${raised.name}: ${raised.message}`;
  return [{ code: "wrong-otherwise", place, message }];
}

function isSyntaxError(name: string): boolean {
  return ["SyntaxError", "IndentationError", "TabError"].includes(name);
}

function checkRefusal(step: ExerciseStep, wrong: WrongAnswer, check: Observation): readonly Finding[] {
  const outcomes = check.checked;
  // A theme's own check need not tell how a test failed.
  if (outcomes === undefined || isRefused(step, wrong.refusal, outcomes)) return [];
  const message = `The wrong answer "${wrong.name}" is not refused ${wayOf(wrong.refusal)}`;
  return [{ code: "wrong-otherwise", place: wrong.place, message, shown: seenText(check) }];
}

function isRefused(step: ExerciseStep, refusal: Refusal | undefined, outcomes: readonly string[]): boolean {
  switch (refusal?.kind) {
    case undefined:
      return outcomes.includes("refused");
    case "fails":
      return outcomes[step.tests.findIndex(({ name }) => name === refusal.test)] === "refused";
    case "raises":
      return outcomes.includes(`raised ${refusal.error}`);
    case "loops":
      return outcomes.includes("loops");
  }
}

function wayOf(refusal: Refusal | undefined): string {
  switch (refusal?.kind) {
    case undefined:
      return "by an assertion of any test";
    case "fails":
      return `by an assertion of the test "${refusal.test}"`;
    case "raises":
      return `with ${refusal.error}`;
    case "loops":
      return "for not coming to an end";
  }
}
