import type { JudgedShown, ShownCaptures, ShownRun } from "../check/judge-shown.ts";
import type { LessonChecks, LessonData } from "../model/lesson-data.ts";
import type { Output } from "../model/observation.ts";

/** A run of a cell that has ended. */
export interface EndedRun {
  readonly id: string;
  /** Its code was the lesson's. */
  readonly asIs: boolean;
  readonly outputs: readonly Output[];
}

type Judge = (run: ShownRun) => JudgedShown;

/** What is to be said of a run. */
export interface Verdict {
  /** Absent: nothing. */
  readonly said?: { readonly asSaid: boolean; readonly words: string };
  /** The ids of cells of which what was said may not hold any more. */
  readonly withdraws: readonly string[];
}

/** Holds what cells show against what the lesson says of them. */
export class Verdicts {
  readonly #checks: string;
  /** The ids of the lesson's own cells that can run here, in order. */
  readonly #cells: readonly string[];
  /** The ids of all cells that have run in this Python, in the order of their runs; "" for code that is not the lesson's. */
  #runs: readonly string[] = [];
  /** Which Python it is, of those that the page has had. */
  #python = 0;
  #captures: ShownCaptures = new Map();
  #judge: Promise<Judge | undefined> | undefined;
  #judging: Promise<unknown> = Promise.resolve();

  constructor({ checks, cells }: LessonData) {
    this.#checks = checks;
    this.#cells = cells.filter(({ role, lacks }) => role === "code" && lacks === "").map(({ id }) => id);
  }

  /** A cell begins to run; whatever becomes of that. */
  begin(id: string, asIs: boolean): void {
    this.#runs = [...this.#runs, asIs && this.#cells.includes(id) ? id : ""];
  }

  /** Says what there is to say of a run that has ended. */
  async judge(run: EndedRun): Promise<Verdict | undefined> {
    const judged = this.#judgeAfter(this.#judging, run, { runs: this.#runs, python: this.#python });
    this.#judging = judged;
    return await judged;
  }

  /** Python is another one. */
  forget(): void {
    this.#python += 1;
    this.#runs = [];
    this.#captures = new Map();
  }

  async #judgeAfter(
    earlier: Promise<unknown>,
    { id, asIs, outputs }: EndedRun,
    { runs, python }: { readonly runs: readonly string[]; readonly python: number },
  ): Promise<Verdict | undefined> {
    await earlier.catch(() => undefined);
    const judge = await (this.#judge ??= loadJudge(this.#checks));
    // The next run tries to load it once more.
    if (judge === undefined) this.#judge = undefined;
    // Python was another one meanwhile.
    if (judge === undefined || this.#python !== python) return undefined;
    const { asSaid, captures, withdraws } = judge({ id, outputs, captures: this.#captures });
    this.#captures = captures;
    // What changed code shows says nothing of the lesson.
    if (!asIs || asSaid === undefined) return { withdraws };
    if (asSaid) return { withdraws, said: { asSaid, words: "✓ as the lesson says" } };
    const words = `≠ not what the lesson says${this.#follows(runs) ? "" : OTHERWISE}`;
    return { withdraws, said: { asSaid, words } };
  }

  /** Whether nothing has run but the lesson's cells, from the first on, each once. */
  #follows(runs: readonly string[]): boolean {
    return runs.every((id, index) => id === this.#cells[index]);
  }
}

const OTHERWISE = ": before it other code has run than the cells above, once each and in order";

/** With the first cell that has run; none where it cannot be loaded: nothing can be said then. */
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
