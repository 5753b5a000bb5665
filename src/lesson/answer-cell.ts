import type { ExerciseStep } from "./lesson.ts";

/** The first line by which a check finds the answer's cell in IPython's `In`; only where a test uses `printed`. */
export function answerMarker(step: ExerciseStep): string | undefined {
  return step.tests.some((test) => /\bprinted\b/.test(test.code.value)) ? `# Answer to: ${step.key}` : undefined;
}

/** The cell that a student fills in, with some answer in it. */
export function answerCell(step: ExerciseStep, code: string): string {
  const marker = answerMarker(step);
  return marker === undefined ? code : `${marker}\n${code}`;
}
