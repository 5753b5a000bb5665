import { randomUUID } from "node:crypto";
import type { RunningKernels } from "./running-kernels.ts";

/** What a client calls a session: a notebook, a console, and the kernel behind it. */
export interface Session {
  readonly id: string;
  readonly path: string;
  readonly name: string | null;
  readonly type: string;
  readonly kernelId: string;
}

/** The sessions of this bridge; each ends with its kernel. */
export class Sessions {
  readonly #kernels: RunningKernels;
  readonly #sessions = new Map<string, Session>();
  readonly #opening = new Map<string, Promise<Session>>();

  constructor(kernels: RunningKernels) {
    this.#kernels = kernels;
  }

  list(): Session[] {
    return [...this.#sessions.values()].filter((session) => this.#lives(session));
  }

  get(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    return session !== undefined && this.#lives(session) ? session : undefined;
  }

  /** The session at a path, made where there is none; asked for twice at a time, it is made once. */
  async open(path: string, make: () => Promise<Omit<Session, "id">>): Promise<Session> {
    const there = this.list().find((session) => session.path === path);
    if (there !== undefined) return there;
    const opening = this.#opening.get(path) ?? this.#add(make).finally(() => this.#opening.delete(path));
    this.#opening.set(path, opening);
    return await opening;
  }

  update(session: Session): void {
    this.#sessions.set(session.id, session);
  }

  delete(id: string): void {
    this.#sessions.delete(id);
  }

  async #add(make: () => Promise<Omit<Session, "id">>): Promise<Session> {
    const session = { ...(await make()), id: randomUUID() };
    this.#sessions.set(session.id, session);
    return session;
  }

  #lives({ id, kernelId }: Session): boolean {
    const lives = this.#kernels.has(kernelId);
    if (!lives) this.#sessions.delete(id);
    return lives;
  }
}
