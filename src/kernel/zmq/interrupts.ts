export interface InterruptsOptions {
  /** Interrupts the kernel's process. */
  readonly signal: () => void;
  /** Sends a message, by which a cell that waits notices the signal; resolves with its reply. */
  readonly wake: () => Promise<unknown>;
  /** Which of all executions the kernel is at; undefined while it is idle. */
  readonly execution: () => number | undefined;
}

/** Milliseconds in which what was interrupted ends by itself. */
const patience = 50;
/** Milliseconds from then on in which it ends when it is woken, and answers: a second signal could cost it the reply. */
const wakePatience = 250;

/**
 * Interrupts of one kernel's process, as many at a time as it bears, which is one. ipykernel ignores a signal while it
 * is idle, but one that comes while it handles a message can end it. So a kernel is woken only where a cell goes on in
 * spite of the signal, interrupts that come meanwhile are one, and none is for a cell that came later.
 */
export class Interrupts {
  readonly #options: InterruptsOptions;
  #underWay = false;
  #interrupted: number | undefined;
  /** What is to be interrupted next. */
  #next: number | undefined;
  /** Messages that are not answered yet: the kernel handles them when its cell has ended. */
  #wakes = 0;

  constructor(options: InterruptsOptions) {
    this.#options = options;
  }

  request(): void {
    const execution = this.#options.execution();
    if (!this.#underWay) void this.#run();
    else if (execution !== this.#interrupted) this.#next = execution;
  }

  async #run(): Promise<void> {
    this.#underWay = true;
    do {
      this.#next = undefined;
      await this.#interrupt();
    } while (this.#next !== undefined && this.#next === this.#options.execution());
    this.#underWay = false;
  }

  async #interrupt(): Promise<void> {
    const { signal, execution } = this.#options;
    const interrupted = execution();
    this.#interrupted = interrupted;
    if (interrupted === undefined && this.#wakes > 0) return;
    signal();
    await new Promise((resolve) => setTimeout(resolve, patience));
    if (interrupted === undefined || execution() !== interrupted) return;
    void this.#wake();
    await new Promise((resolve) => setTimeout(resolve, wakePatience));
  }

  async #wake(): Promise<void> {
    this.#wakes += 1;
    await this.#options.wake();
    this.#wakes -= 1;
  }
}
