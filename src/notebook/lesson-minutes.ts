import type { Lesson, Step } from "../lesson/lesson.ts";

/** How long a lesson takes: what its author says, else reckoned from words and steps, in steps of five. */
export function lessonMinutes({ minutes, steps }: Pick<Lesson, "minutes" | "steps">): number {
  if (minutes !== undefined) return minutes;
  const reckoned = steps.reduce((sum, step) => sum + minutesOf(step), 0);
  return Math.max(5, Math.round(reckoned / 5) * 5);
}

/** A slow reader's, who tries things. */
const WORDS_A_MINUTE = 150;

function minutesOf(step: Step): number {
  switch (step.kind) {
    case "prose":
      return words(step.markdown.value) / WORDS_A_MINUTE;
    case "code":
      return step.prediction === undefined ? 0.5 : 1.5;
    case "quiz":
      return 1;
    case "exercise":
      return 8;
  }
}

function words(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
