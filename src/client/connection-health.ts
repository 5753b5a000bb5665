/** What became of the way to a kernel; whoever waits for the kernel listens here too. */
export class ConnectionHealth {
  #cuts = 0;
  #lost: string | undefined;
  readonly #listeners = new Set<() => void>();

  /** How often the connection was cut and came back. */
  get cuts(): number {
    return this.#cuts;
  }

  /** Why it is gone for good, where it is. */
  get lost(): string | undefined {
    return this.#lost;
  }

  resumed(): void {
    this.#cuts += 1;
    this.#tell();
  }

  gone(reason: string): void {
    this.#lost = reason;
    this.#tell();
  }

  /** Calls the listener at each change, until what is given is called. Not by a signal, whose abortion costs more than a cell's other bookkeeping. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
