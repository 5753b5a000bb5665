/** A process in which lessons run, as far as others want the machine for themselves. */
export interface TurnTaker {
  /** Resolves when nothing runs there; rejects where the process is gone. */
  pause(): Promise<void>;
  /** Never throws, also where the process is gone. */
  resume(): void;
}

/** Who of several processes may have the machine alone: one after the other, while the others pause. */
export class MachineTurns {
  readonly #takers = new Set<TurnTaker>();
  /** What ends the turn of a taker. */
  readonly #ends = new Map<TurnTaker, () => void>();
  /** Resolves when the last turn that was asked for is over. */
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it may begin: what is alone now is to stay so. */
  async join(taker: TurnTaker): Promise<void> {
    this.#takers.add(taker);
    await this.#last;
  }

  /** It asks for no more; its turn, if it has one, is over. */
  leave(taker: TurnTaker): void {
    this.#takers.delete(taker);
    this.end(taker);
  }

  /** Resolves when all others pause. */
  async begin(taker: TurnTaker): Promise<void> {
    const before = this.#last;
    const over = new AbortController();
    this.#last = before.then(async () => await ended(over.signal));
    await before;
    if (!this.#takers.has(taker)) return over.abort();
    const others = [...this.#takers].filter((other) => other !== taker);
    this.#ends.set(taker, () => {
      // Who has left meanwhile is paused too, and may join again.
      for (const other of others) other.resume();
      over.abort();
    });
    await Promise.allSettled(others.map(async (other) => await other.pause()));
  }

  end(taker: TurnTaker): void {
    this.#ends.get(taker)?.();
    this.#ends.delete(taker);
  }
}

async function ended(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
