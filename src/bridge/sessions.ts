import { randomUUID } from "node:crypto";
import { HttpError } from "./http-error.ts";
import type { RunningKernels } from "./running-kernels.ts";

/** What a client calls a session: a notebook, a console, and the kernel behind it. */
export interface Session {
  readonly id: string;
  readonly path: string;
  readonly name: string | null;
  readonly type: string;
  readonly kernelId: string;
}

/** Makes what a session needs, unless all who want it have gone. */
type MakeSession = (signal: AbortSignal) => Promise<Omit<Session, "id">>;

interface Opening {
  readonly made: Promise<Session>;
  readonly abort: AbortController;
  wanted: number;
}

/** The sessions of this bridge; each ends with its kernel. */
export class Sessions {
  readonly #kernels: RunningKernels;
  readonly #limit: number;
  readonly #sessions = new Map<string, Session>();
  readonly #opening = new Map<string, Opening>();

  constructor(kernels: RunningKernels, limit: number) {
    this.#kernels = kernels;
    this.#limit = limit;
  }

  list(): Session[] {
    return [...this.#sessions.values()].filter((session) => this.#lives(session));
  }

  get(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    return session !== undefined && this.#lives(session) ? session : undefined;
  }

  /** The session at a path, made where there is none; asked for twice at a time, it is made once. */
  async open(path: string, signal: AbortSignal, make: MakeSession): Promise<Session> {
    const there = this.list().find((session) => session.path === path);
    if (there !== undefined) return there;
    const opening = this.#opening.get(path) ?? this.#begin(path, make);
    opening.wanted += 1;
    signal.addEventListener("abort", () => {
      opening.wanted -= 1;
      if (opening.wanted === 0) opening.abort.abort(signal.reason);
    });
    return await opening.made;
  }

  update(session: Session): void {
    this.#sessions.set(session.id, session);
  }

  delete(id: string): void {
    this.#sessions.delete(id);
  }

  #begin(path: string, make: MakeSession): Opening {
    if (this.list().length + this.#opening.size >= this.#limit) {
      throw new HttpError(403, `No more than ${this.#limit} sessions may be here at a time; delete one first`);
    }
    const abort = new AbortController();
    const opening = { made: this.#add(path, make, abort.signal), abort, wanted: 0 };
    this.#opening.set(path, opening);
    return opening;
  }

  async #add(path: string, make: MakeSession, signal: AbortSignal): Promise<Session> {
    try {
      const session = { ...(await make(signal)), id: randomUUID() };
      this.#sessions.set(session.id, session);
      return session;
    } finally {
      this.#opening.delete(path);
    }
  }

  #lives({ id, kernelId }: Session): boolean {
    const lives = this.#kernels.has(kernelId);
    if (!lives) this.#sessions.delete(id);
    return lives;
  }
}
