import { applyUpdates } from "../check/apply-updates.ts";
import { checkStep, initialCheckState } from "../check/check-step.ts";
import type { Lesson } from "../lesson/lesson.ts";
import { decodePng } from "../source/decode-png.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { ExecutedStep } from "./execute-lesson.ts";
import type { ReviewContext } from "./review-step.ts";
import type { JudgedStep, Review } from "./run-events.ts";
import type { Judging } from "./run-input.ts";

/**
 * Judges each step as it comes. Where something came late, or a later cell changed a notebook's display, all steps are
 * judged once more at the end, since what one captures another may compare.
 */
export async function* judgeSteps(
  lesson: Lesson,
  executed: AsyncIterable<ExecutedStep>,
  judging: Judging,
): AsyncGenerator<JudgedStep> {
  const steps: ExecutedStep[] = [];
  const review = await reviewOf(judging);
  const judge = new Judge(lesson, review);
  let revised = false;
  for await (const step of executed) {
    const known = steps.findIndex(({ observed }) => observed.run === step.observed.run);
    if (known === -1) {
      steps.push(step);
      yield { ...(await advised(judge.judge(step), lesson)), again: false };
    } else {
      steps[known] = step;
      revised = true;
    }
  }
  const settled = settle(lesson, steps);
  if (settled === undefined && !revised) return;
  const again = new Judge(lesson, review);
  for (const step of settled ?? steps) yield { ...(await advised(again.judge(step), lesson)), again: true };
}

type ReviewPassed = (observed: ObservedStep, context: ReviewContext) => Review;

/** Loaded where it was asked for. */
async function reviewOf(judging: Judging): Promise<ReviewPassed> {
  if (judging.strict !== true && (judging.mutate ?? false) === false) return () => ({ findings: [] });
  const { reviewStep } = await import("./review-step.ts");
  return (observed, context) => reviewStep(judging, observed, context);
}

/** What recording knows of a difference is loaded where there is one. */
async function advised<Step extends Pick<JudgedStep, "result">>(step: Step, lesson: Lesson): Promise<Step> {
  const { findings } = step.result;
  if (findings.length === 0) return step;
  const { adviseUnstable } = await import("./advise-unstable.ts");
  return { ...step, result: { ...step.result, findings: findings.map((each) => adviseUnstable(each, lesson)) } };
}

/** A notebook keeps its displays as later cells left them. */
function settle(lesson: Lesson, steps: readonly ExecutedStep[]): readonly ExecutedStep[] | undefined {
  if (lesson.cwd === undefined) return undefined;
  const updated = applyUpdates(steps.map(({ observed }) => observed));
  return updated && steps.map((step, index) => ({ ...step, observed: updated[index] ?? step.observed }));
}

/** Judges the steps of one run, one after the other. */
class Judge {
  readonly #lesson: Lesson;
  readonly #review: ReviewPassed;
  #state = initialCheckState;

  constructor(lesson: Lesson, review: ReviewPassed) {
    this.#lesson = lesson;
    this.#review = review;
  }

  judge({ observed, facts }: ExecutedStep): Omit<JudgedStep, "again"> {
    const { captures } = this.#state;
    const lesson = this.#lesson;
    const { state, result } = checkStep(this.#state, observed, { lesson, facts, decodePng });
    this.#state = state;
    return {
      observed,
      facts,
      result,
      review: this.#review(observed, { lesson, facts, captures, result }),
    };
  }
}
