/**
 * Work that ends while something else goes on: so much at a time, since a kernel that does not want to end takes
 * seconds. Disposing it waits for all, and throws the first failure.
 */
export class ShutdownQueue implements AsyncDisposable {
  readonly #limit: number;
  readonly #running = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves as soon as the work has begun. */
  async begin(end: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#limit) await Promise.race(this.#running);
    const running: Promise<void> = end()
      .catch((failure: unknown) => void this.#failures.push(failure))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running);
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}
