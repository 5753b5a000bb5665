import type { JudgedShown, ShownCaptures } from "../check/judge-shown.ts";
import type { LessonCell, LessonChecks, LessonData } from "../model/lesson-data.ts";
import type { Output } from "../model/observation.ts";

/** A run of a cell that has ended. */
export interface EndedRun {
  readonly id: string;
  /** Its code was the lesson's. */
  readonly asIs: boolean;
  readonly outputs: readonly Output[];
}

type Judge = (run: Pick<EndedRun, "id" | "outputs"> & { readonly captures: ShownCaptures }) => JudgedShown;

/** What is to be said of a run. */
export interface Verdict {
  readonly asSaid: boolean;
  readonly words: string;
}

/** Holds what cells show against what the lesson says of them. */
export class Verdicts {
  readonly #checks: string;
  /** Those that can run here, in order. */
  readonly #cells: readonly LessonCell[];
  /** Of each cell's latest run in this Python. */
  readonly #ran = new Map<string, { readonly at: number; readonly asIs: boolean }>();
  #captures: ShownCaptures = new Map();
  #judge: Promise<Judge | undefined> | undefined;
  #count = 0;
  #judging: Promise<unknown> = Promise.resolve();

  constructor({ checks, cells }: LessonData) {
    this.#checks = checks;
    this.#cells = cells.filter(({ role, lacks }) => role === "code" && lacks === "");
  }

  /** Gives what to say of a run; nothing where the lesson says nothing of it, or it cannot be told. */
  async judge(run: EndedRun): Promise<Verdict | undefined> {
    const inOrder = this.#follows(run.id);
    this.#ran.set(run.id, { at: (this.#count += 1), asIs: run.asIs });
    const judged = this.#judgeAfter(this.#judging, run, inOrder);
    this.#judging = judged;
    return await judged;
  }

  /** Python is another one. */
  forget(): void {
    this.#ran.clear();
    this.#captures = new Map();
  }

  /** Whether all cells before it have run in their order, each as the lesson has it. */
  #follows(id: string): boolean {
    let last = 0;
    for (const { id: earlier } of this.#cells) {
      if (earlier === id) return true;
      const ran = this.#ran.get(earlier);
      if (ran === undefined || !ran.asIs || ran.at < last) return false;
      last = ran.at;
    }
    return false;
  }

  async #judgeAfter(
    earlier: Promise<unknown>,
    { id, asIs, outputs }: EndedRun,
    inOrder: boolean,
  ): Promise<Verdict | undefined> {
    await earlier.catch(() => undefined);
    const judge = await (this.#judge ??= loadJudge(this.#checks));
    // Python was another one meanwhile.
    if (judge === undefined || !this.#ran.has(id)) return undefined;
    const { asSaid, captures } = judge({ id, outputs, captures: this.#captures });
    this.#captures = captures;
    // What changed code shows says nothing of the lesson.
    if (!asIs || asSaid === undefined) return undefined;
    if (asSaid) return { asSaid, words: "✓ as the lesson says" };
    const words = "≠ not what the lesson says";
    return { asSaid, words: inOrder ? words : `${words}: the cells above have not all run as they are` };
  }
}

/** With the first cell that has run; none where it cannot be loaded, as in a page that was kept before it ran anything. */
async function loadJudge(path: string): Promise<Judge | undefined> {
  try {
    const [{ judgeShown }, response] = await Promise.all([import("../check/judge-shown.ts"), fetch(path)]);
    if (!response.ok) return undefined;
    const read: unknown = await response.json();
    // What the same build wrote (src/site/lesson-checks.ts).
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const checks = read as LessonChecks;
    return (run) => judgeShown(checks, run);
  } catch {
    return undefined;
  }
}
