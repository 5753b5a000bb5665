import { compact } from "../basics/compact.ts";
import type { CheckLine } from "../lesson/check-lines.ts";
import type { Finding } from "../model/finding.ts";
import type { ExerciseStep } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { ObservedAction, ObservedStep } from "../model/observed-step.ts";
import { type SourcePlace, placeInText } from "../source/place.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { checkAttempt, checkLines } from "./check-attempt.ts";
import { checkEnding, lostEnding } from "./check-ending.ts";
import { checkError } from "./check-error.ts";
import { checkSilent } from "./check-silent.ts";
import type { Outcome } from "./outcome.ts";
import { missingName, raisedError } from "./raised.ts";
import { seenText, streamText } from "./seen.ts";

/** An exercise is proven: the starter fails, each wrong answer fails a test, the solution passes all. */
export function checkExercise(step: ExerciseStep, observed: ObservedStep, captures: Captures): Outcome {
  const findings = observed.actions.flatMap((action) => checkAction(step, action, captures));
  const observations = observed.actions.flatMap((action) => action.observations);
  const lost = observations.map(lostEnding).find((ending) => ending !== undefined);
  return {
    captures,
    findings: lost === undefined ? findings : [],
    missingNames: observed.actions.flatMap((each) => (each.action.kind === "cell" ? missingNames(step, each) : [])),
    ...compact({ lost }),
  };
}

function checkAction(step: ExerciseStep, observed: ObservedAction, captures: Captures): readonly Finding[] {
  const { action, observations } = observed;
  const [first, second] = observations;
  if (first === undefined) return [];
  if (action.kind === "attempt") return checkAttempt(step, action.attempt, { answer: first, check: second });
  if (action.kind === "cell" && action.role === "check") return checkSolutionTests(step, first);
  return checkSolution(step, first, captures);
}

function checkSolution({ solution, allow }: ExerciseStep, seen: Observation, captures: Captures): readonly Finding[] {
  const [place] = solution.starts;
  const ending = place === undefined ? [] : checkEnding(seen, place);
  if (ending.length > 0) return ending;
  const { findings } = checkError(seen, undefined, { code: solution, captures });
  if (findings.length > 0) return findings;
  return [...checkSilent(seen, { allow, code: solution, parts: {} }), ...unexpectedStderr(seen, place)];
}

function unexpectedStderr(seen: Observation, place: SourcePlace | undefined): readonly Finding[] {
  const shown = streamText(seen, "stderr");
  if (shown === "" || place === undefined) return [];
  return [{ code: "stderr-unexpected", place, message: "The solution wrote to stderr", shown }];
}

function checkSolutionTests(step: ExerciseStep, seen: Observation): readonly Finding[] {
  const ending = checkEnding(seen, step.place);
  if (ending.length > 0) return ending;
  const unread = unreadTest(step, seen);
  if (unread !== undefined) return [unread];
  const lines = checkLines(step, seen);
  return step.tests.flatMap((test): Finding[] => {
    const line = lines.find((candidate) => candidate.name === test.name);
    if (line?.passed === true) return [];
    const message =
      line === undefined
        ? `The check did not come to the test "${test.name}"`
        : `The solution fails the test "${test.name}": ${line.message ?? "no message"}`;
    return [{ code: "solution-fails", place: test.place, message, shown: seenText(seen) }];
  });
}

/** A test that Python cannot read ends the whole check: the others say nothing then. */
function unreadTest({ tests }: ExerciseStep, seen: Observation): Finding | undefined {
  const begun = 'The check itself failed in the test "';
  const told = seenText(seen)
    .split("\n")
    .find((line) => line.startsWith(begun));
  const test = tests.find(({ name }) => told?.startsWith(`${begun}${name}", line `));
  if (told === undefined || test === undefined) return undefined;
  const line = Number.parseInt(told.slice(begun.length + test.name.length + '", line '.length), 10);
  const why = told.slice(told.lastIndexOf("Error: ") + "Error: ".length, told.lastIndexOf(" ("));
  const message = `The test "${test.name}" is no Python: ${why}`;
  return { code: "solution-fails", place: placeInText(test.code, line - 1), message };
}

function missingNames(step: ExerciseStep, { observations }: ObservedAction): readonly string[] {
  return observations.flatMap((seen) => {
    const raised = raisedError(seen);
    const errors = [...(raised ? [raised] : []), ...checkLines(step, seen).map(testError)];
    return errors.flatMap((error) => missingName(error) ?? []);
  });
}

/** A failed test that raised says `TypeName: message`. */
function testError(line: CheckLine): { readonly name: string; readonly message: string } {
  const [name = "", ...message] = (line.message ?? "").split(": ");
  return { name, message: message.join(": ") };
}
