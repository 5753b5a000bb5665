/** What a page and its worker both see while Python runs, where the page is isolated. https://web.dev/articles/coop-coep */
export interface SharedMemory {
  /** See `embedded/signals.ts`. */
  readonly signals: SharedArrayBuffer;
  /** See `Answer`. */
  readonly answer: SharedArrayBuffer;
}

/** Characters that an answer may have: of each, UTF-8 makes at most three bytes. */
export const ANSWER_LIMIT = 10_000;

const SIZE = 4;

/** Makes it, unless the page is not isolated: then there is none. */
export function makeSharedMemory(): SharedMemory | undefined {
  if (!globalThis.crossOriginIsolated) return undefined;
  return { signals: new SharedArrayBuffer(16), answer: new SharedArrayBuffer(SIZE + 3 * ANSWER_LIMIT) };
}

/** The answer to a question of `input()`, which its worker can take while it waits and reads no message. */
export class Answer {
  /** Its bytes, and one more: 0 where there is none. */
  readonly #size: Int32Array;
  readonly #bytes: Uint8Array;

  constructor({ answer }: SharedMemory) {
    this.#size = new Int32Array(answer, 0, 1);
    this.#bytes = new Uint8Array(answer, SIZE);
  }

  give(text: string): void {
    const bytes = new TextEncoder().encode(text.slice(0, ANSWER_LIMIT));
    this.#bytes.set(bytes);
    Atomics.store(this.#size, 0, bytes.length + 1);
  }

  /** There is none afterwards. */
  take(): string | undefined {
    const size = Atomics.exchange(this.#size, 0, 0);
    // No decoder takes shared memory.
    return size === 0 ? undefined : new TextDecoder().decode(this.#bytes.slice(0, size - 1));
  }
}
