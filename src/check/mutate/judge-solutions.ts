import { nearest } from "../../basics/nearest.ts";
import type { EquivalentChange, ExerciseStep } from "../../lesson/lesson.ts";
import type { Finding } from "../../model/finding.ts";
import type { SolutionMutant, SolutionMutation, SolutionSurvivor, SolutionTrial } from "../../model/mutation.ts";
import { placeInText } from "../../source/place.ts";

export interface JudgedSolutions {
  readonly findings: readonly Finding[];
  readonly solutions: SolutionMutation;
}

/** What an exercise's tests do about changes of its solution, and what of `equivalent` does not hold. */
export function judgeSolutions(step: ExerciseStep, trials: readonly SolutionTrial[]): JudgedSolutions {
  const declared = new Set(step.equivalent.map(({ line }) => withoutIndents(line)));
  const accepted = trials.filter((trial) => trial.accepted).map(({ mutant }) => mutant);
  const refused = trials.filter((trial) => !trial.accepted);
  const survivors = accepted.filter(({ after }) => !declared.has(withoutIndents(after)));
  const solutions: SolutionMutation = {
    mutants: refused.length + survivors.length,
    refused: refused.length,
    unended: refused.filter(({ ended }) => !ended).length,
    equivalent: accepted.length - survivors.length,
    survivors: survivors.map((mutant) => survivorOf(step, mutant)),
  };
  return { solutions, findings: step.equivalent.flatMap((change) => checkEquivalent(change, trials)) };
}

/** The solution passed in its place and not where its changes were to be tried. */
export function unstableSolution({ solution, place }: ExerciseStep): Finding {
  const message = "The solution passed its tests, and did not when it was run once more to try changes of it";
  return { code: "solution-fails", place: solution.starts[0] ?? place, message };
}

function survivorOf(step: ExerciseStep, { kind, line, before, after }: SolutionMutant): SolutionSurvivor {
  const solution = placeInText(step.solution, line, before.length - before.trimStart().length);
  return { kind, place: step.tests[0]?.place ?? step.place, solution, before, after };
}

function checkEquivalent({ line, place }: EquivalentChange, trials: readonly SolutionTrial[]): readonly Finding[] {
  const named = trials.filter(({ mutant }) => withoutIndents(mutant.after) === withoutIndents(line));
  if (named.some(({ accepted }) => accepted)) return [];
  if (named.length > 0) {
    const message = `The solution with the line \`${line}\` is not equivalent: a test refuses it`;
    return [{ code: "not-equivalent", place, message }];
  }
  const message = `No change of the solution gives the line \`${line}\``;
  const near = nearest(
    line,
    trials.filter(({ accepted }) => accepted).map(({ mutant }) => withoutIndents(mutant.after)),
  );
  const advice = near === undefined ? {} : { advice: `Did you mean \`${near}\`?` };
  return [{ code: "not-equivalent", place, message, ...advice }];
}

/** An entry has its line as it is written, on one line whatever the solution has. */
function withoutIndents(lines: string): string {
  return lines.trim().replaceAll(/\s+/g, (space) => (space.includes("\n") ? " " : space));
}
