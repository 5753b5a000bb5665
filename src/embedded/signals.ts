/** More bytes than this on their way to the clients, and the kernel waits, so that memory stays bounded. */
const enoughOnTheWay = 4_000_000;
const sigint = 2;

/**
 * What passes between a kernel's thread and ours while Python runs, in shared memory: whether it is to be interrupted,
 * a bell that ends its waits, and how much of its output is on the way.
 */
export class Signals {
  readonly memory: SharedArrayBuffer;
  /** Pyodide looks here every few instructions. https://pyodide.org/en/stable/usage/keyboard-interrupts.html */
  readonly interruptBuffer: Uint8Array;
  readonly #words: Int32Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(16)) {
    this.memory = memory;
    this.interruptBuffer = new Uint8Array(memory, 0, 1);
    this.#words = new Int32Array(memory);
  }

  /** Not yet noticed by Python. */
  get interrupted(): boolean {
    return Atomics.load(this.interruptBuffer, 0) === sigint;
  }

  interrupt(): void {
    Atomics.store(this.interruptBuffer, 0, sigint);
    this.ring();
  }

  /** Whether there was an interrupt, which is heard by that; there is none afterwards. */
  takeInterrupt(): boolean {
    const there = this.dropInterrupt();
    if (there) this.hear();
    return there;
  }

  /** The same, for one that was not meant for what comes now. */
  dropInterrupt(): boolean {
    return Atomics.exchange(this.interruptBuffer, 0, 0) === sigint;
  }

  /** How many interrupts Python has heard; it may take one from its buffer and lose it. */
  get heard(): number {
    return Atomics.load(this.#words, 3);
  }

  hear(): void {
    Atomics.add(this.#words, 3, 1);
  }

  /** Ends the waits of the thread, so that it looks around. */
  ring(): void {
    Atomics.add(this.#words, 1, 1);
    Atomics.notify(this.#words, 1);
    Atomics.notify(this.#words, 2);
  }

  /** Blocks the thread until there is something, or the time (in milliseconds) is over. */
  waitFor<T>(look: () => T | undefined, time: number): T | undefined {
    const deadline = performance.now() + time;
    for (;;) {
      const bell = Atomics.load(this.#words, 1);
      const found = look();
      const left = deadline - performance.now();
      if (found !== undefined || left <= 0) return found;
      Atomics.wait(this.#words, 1, bell, left);
    }
  }

  /** Counts bytes that are sent; blocks while too many are on the way, unless there is an interrupt. */
  sent(bytes: number): void {
    let onTheWay = Atomics.add(this.#words, 2, bytes) + bytes;
    while (onTheWay > enoughOnTheWay && !this.interrupted) {
      Atomics.wait(this.#words, 2, onTheWay, 100);
      onTheWay = Atomics.load(this.#words, 2);
    }
  }

  /** Counts bytes that have reached the clients. */
  delivered(bytes: number): void {
    Atomics.sub(this.#words, 2, bytes);
    Atomics.notify(this.#words, 2);
  }
}
