import { type MachineLock, SharedExclusiveLock } from "../../run/shared-exclusive-lock.ts";

/** What is asked of the process that collects. */
interface TurnHost {
  alone(): Promise<void>;
  readonly aloneOver: { asEvent(): Promise<void> };
}

/** The lock of one of several processes: who is alone in it is alone on the machine. */
export class ProcessLock implements MachineLock {
  readonly #host: TurnHost;
  readonly #own = new SharedExclusiveLock();
  #resume: () => void = () => undefined;

  constructor(host: TurnHost) {
    this.#host = host;
  }

  async shared<T>(work: () => Promise<T>): Promise<T> {
    return await this.#own.shared(work);
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    await this.#host.alone();
    try {
      return await this.#own.alone(work);
    } finally {
      await this.#host.aloneOver.asEvent();
    }
  }

  /** Resolves when nothing runs here: until `resume`, nothing begins. */
  async pause(): Promise<void> {
    // From now on: who wanted to be alone may be gone before all that runs here has ended.
    const resumed = new Promise<void>((resume) => (this.#resume = resume));
    await new Promise<void>((paused) => {
      void this.#own.alone(async () => {
        paused();
        await resumed;
      });
    });
  }

  resume(): void {
    this.#resume();
  }
}
