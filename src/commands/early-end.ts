import type { RunEvent } from "../engine/run-events.ts";
import type { Unfinished } from "../model/report.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** Ends a run before its time: after so many lessons that failed, or so long. */
export class EarlyEnd implements Disposable {
  readonly #stop = new AbortController();
  readonly #bail: number;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #failed = new Set<number>();
  #why: Unfinished["why"] = "stopped";

  /** The deadline counts from the process's start. */
  constructor({ bail = Infinity, deadline }: Pick<ValidateSettings, "bail" | "deadline">) {
    this.#bail = bail;
    if (deadline === undefined) return;
    this.#timer = setTimeout(() => this.#end("deadline"), Math.max(0, deadline - performance.now()));
  }

  /** Aborted when the run is to end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get why(): Unfinished["why"] {
    return this.#why;
  }

  /** To be called with each event. */
  note(event: RunEvent): void {
    if (event.kind !== "lesson-ended") return;
    const { verdict } = event.outcome;
    if (verdict === "failed" || verdict === "error") this.#failed.add(event.lesson);
    if (this.#failed.size >= this.#bail) this.#end("bail");
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #end(why: Unfinished["why"]): void {
    if (this.#stop.signal.aborted) return;
    this.#why = why;
    this.#stop.abort();
  }
}
