/**
 * Work that ends while something else goes on: so much at a time, since a kernel that does not want to end takes
 * seconds. Disposing it waits for all; what fails is told whoever asks for it.
 */
export class ShutdownQueue implements AsyncDisposable {
  readonly #limit: number;
  readonly #running = new Set<Promise<void>>();
  /** By owner, which it does not keep: in a process of its own a lesson is nobody's when it has ended. */
  readonly #begun = new WeakMap<object, readonly Promise<void>[]>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves as soon as the work has begun. */
  async begin(owner: object, end: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#limit) await Promise.race(this.#running);
    const ended = end();
    const settled: Promise<void> = ended.catch(() => undefined).finally(() => this.#running.delete(settled));
    this.#running.add(settled);
    this.#begun.set(owner, [...(this.#begun.get(owner) ?? []), ended]);
  }

  /** Resolves when all that was begun for an owner has ended; throws the first failure. */
  async ended(owner: object): Promise<void> {
    const all = await Promise.allSettled(this.#begun.get(owner) ?? []);
    for (const each of all) if (each.status === "rejected") throw each.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running);
  }
}
