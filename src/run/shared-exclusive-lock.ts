/** Who may run now: many who share the machine, or one alone. */
export interface MachineLock {
  /** Runs beside others, but never beside one who is alone. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Runs while nothing else does. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** The lock of one process. Those who want to be alone go first, so none starves. */
export class SharedExclusiveLock implements MachineLock {
  #sharing = 0;
  #alone = false;
  readonly #waitingAlone: (() => void)[] = [];
  readonly #waitingShared: (() => void)[] = [];
  readonly #onAlone: ((alone: boolean) => void) | undefined;

  /** `onAlone` is told when one begins to be alone, and when that ends. */
  constructor(onAlone?: (alone: boolean) => void) {
    this.#onAlone = onAlone;
  }

  async shared<T>(work: () => Promise<T>): Promise<T> {
    if (this.#alone || this.#waitingAlone.length > 0) await new Promise<void>((go) => this.#waitingShared.push(go));
    else this.#sharing++;
    try {
      return await work();
    } finally {
      this.#sharing--;
      this.#next();
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#alone || this.#sharing > 0) await new Promise<void>((go) => this.#waitingAlone.push(go));
    this.#alone = true;
    this.#onAlone?.(true);
    try {
      return await work();
    } finally {
      this.#onAlone?.(false);
      this.#alone = false;
      this.#next();
    }
  }

  #next(): void {
    if (this.#alone || this.#sharing > 0) return;
    const alone = this.#waitingAlone.shift();
    if (alone) {
      // Taken now, so that nobody comes in between before the waiter continues.
      this.#alone = true;
      alone();
      return;
    }
    const shared = this.#waitingShared.splice(0);
    this.#sharing += shared.length;
    for (const go of shared) go();
  }
}
