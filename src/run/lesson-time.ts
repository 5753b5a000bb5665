import type { Observation } from "../model/observation.ts";

/**
 * How long the cells of a lesson may run, all together, in milliseconds from each one's `busy`. Kernels' starts and
 * waiting for other lessons are no part of it: what the machine does is not the lesson's fault.
 */
export class LessonTime {
  readonly #limit: number;
  #spent = 0;
  #isOver = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True once a cell was ended because nothing was left. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** How long the next cell may run that may itself run so long; there is always a moment left, so that a cell is at fault. */
  timeoutOf(own: number): number {
    return Math.min(own, Math.max(1, this.#limit - this.#spent));
  }

  /** To be told of each cell that was executed, and how long it may itself run. What a cut of the connection took is the server's. */
  note({ ending, duration, resumed = false }: Observation, own: number): void {
    if (ending.kind === "timed-out" && ending.timeout < own) this.#isOver = true;
    if (!resumed) this.#spent += duration;
  }
}
