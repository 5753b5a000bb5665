import { settlesWithin } from "./settles-within.ts";

export interface InterruptsOptions {
  /** Interrupts the kernel's process. */
  readonly signal: () => void;
  /** Sends a message, by which a cell that waits notices the signal; resolves with its reply. */
  readonly wake: () => Promise<unknown>;
  /** Whether the kernel executes something. */
  readonly isBusy: () => boolean;
}

/** Milliseconds in which what was interrupted ends by itself. */
const patience = 50;

/**
 * Interrupts of one kernel's process, as many at a time as it bears, which is one. ipykernel ignores a signal while it
 * is idle, but not while it handles a message: one that comes then ends it. So a kernel is woken only where a cell goes
 * on in spite of the signal, and interrupts that come meanwhile are one.
 */
export class Interrupts {
  readonly #options: InterruptsOptions;
  #underWay = false;
  #again = false;
  #waking: Promise<unknown> | undefined;

  constructor(options: InterruptsOptions) {
    this.#options = options;
  }

  request(): void {
    this.#again = true;
    if (!this.#underWay) void this.#run();
  }

  async #run(): Promise<void> {
    this.#underWay = true;
    do {
      this.#again = false;
      await this.#interrupt();
    } while (this.#again && this.#options.isBusy());
    this.#underWay = false;
  }

  async #interrupt(): Promise<void> {
    const { signal, wake, isBusy } = this.#options;
    signal();
    await new Promise((resolve) => setTimeout(resolve, patience));
    if (!isBusy()) return;
    // One at a time: code that does not end is not woken by many.
    this.#waking ??= wake().finally(() => {
      this.#waking = undefined;
    });
    await settlesWithin(this.#waking, patience);
  }
}
