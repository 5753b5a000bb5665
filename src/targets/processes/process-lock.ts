import { type MachineLock, SharedExclusiveLock } from "../../run/shared-exclusive-lock.ts";
import type { Host } from "./borrowed-host.ts";

/** The lock of one of several processes: who is alone in it is alone on the machine. */
export class ProcessLock implements MachineLock {
  readonly #host: Host;
  readonly #own = new SharedExclusiveLock();
  #resume: () => void = () => undefined;

  constructor(host: Host) {
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
    await new Promise<void>((paused) => {
      void this.#own.alone(async () => {
        await new Promise<void>((resume) => {
          this.#resume = resume;
          paused();
        });
      });
    });
  }

  resume(): void {
    this.#resume();
  }
}
