import type { WireMessage } from "../kernel.ts";

/** A request that waits for its turn. */
export interface Request {
  readonly message: WireMessage;
  /** Its identity. */
  readonly client: string;
  /** It was sent before the error of another could be read, and is not executed. */
  readonly aborted: boolean;
}

interface Waiting {
  readonly message: WireMessage;
  readonly client: string;
  aborted: boolean;
  readonly taken: () => void;
}

/**
 * Requests to a kernel's thread, which gets one at a time: what waits in a thread that is busy could be neither counted
 * nor taken back.
 */
export class RequestQueue {
  readonly #start: (request: Request) => void;
  readonly #waiting = new Set<Waiting>();
  /** Those that waited when the last reply came. */
  #unanswered: readonly Waiting[] = [];
  #running = false;

  /** `start` hands a request to the thread. */
  constructor(start: (request: Request) => void) {
    this.#start = start;
  }

  /** Whether the thread is at a request. */
  get running(): boolean {
    return this.#running;
  }

  /** Resolves when the thread has the request, or never will. */
  async add(message: WireMessage, client: string): Promise<void> {
    await new Promise<void>((taken) => {
      this.#waiting.add({ message, client, aborted: false, taken });
      this.#next();
    });
  }

  /** The thread's reply is on its way to the client: what is sent from now on may be because of it. */
  replied(): void {
    this.#unanswered = [...this.#waiting];
  }

  /** The thread is done with a request. After an error, as with ipykernel, cells that waited already are not executed. */
  finished(failed: boolean): void {
    if (failed) for (const waiting of this.#unanswered) waiting.aborted = isExecute(waiting.message);
    this.#unanswered = [];
    this.#running = false;
    this.#next();
  }

  /** The client is gone. */
  withdraw(client: string): void {
    for (const waiting of this.#waiting) if (waiting.client === client) this.#remove(waiting);
  }

  /** The thread has ended. */
  clear(): void {
    for (const waiting of this.#waiting) this.#remove(waiting);
  }

  #next(): void {
    const [waiting] = this.#running ? [] : this.#waiting;
    if (waiting === undefined) return;
    this.#running = true;
    this.#remove(waiting);
    this.#start(waiting);
  }

  #remove(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    waiting.taken();
  }
}

function isExecute({ parts: [header = new Uint8Array()] }: WireMessage): boolean {
  return Buffer.from(header).includes('"execute_request"');
}
