import { compact } from "../basics/compact.ts";
import type { Edition } from "../lesson/cell.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { Finding } from "../model/finding.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import { seenText } from "./seen.ts";
import { stepName } from "./step-name.ts";

/** The finding where the lesson's deadline passed while a step ran: at the key, since whatever ran before took its share. */
export function deadlinePassed(lesson: Lesson, observed: ObservedStep, edition: Edition): readonly Finding[] {
  const { deadline } = lesson;
  if (deadline === undefined) throw new TypeError("The lesson has no deadline that could have passed");
  const shown = observed.actions.at(-1)?.observations.map(seenText).join("");
  const where = `${edition === "student" ? "in the student edition " : ""}${whatRan(lesson, observed)}`;
  const message = `The lesson's cells did not end within ${inSeconds(deadline.limit)}, all together; ${where} was interrupted`;
  return [{ code: "deadline-passed", place: deadline.place, message, ...compact({ shown }) }];
}

/** Why a step has no verdict of its own that had not begun by then. */
export const UNRUN = "it did not run: the lesson's deadline had passed";

function inSeconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}

function whatRan(lesson: Lesson, { run: { step, actions } }: ObservedStep): string {
  const ran = step === undefined ? undefined : lesson.steps[step];
  if (ran !== undefined) return ran.id === undefined ? stepName(ran.key, lesson) : `the step ${ran.id}`;
  return actions.some((action) => action.kind === "cell" && action.role === "score") ? "the score" : "the set-up cell";
}
