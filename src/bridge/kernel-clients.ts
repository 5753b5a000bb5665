import type { Kernel } from "../kernel/kernel.ts";
import type { Connection } from "./connection.ts";
import { openSeat, type Seat } from "./seat.ts";

/** Sessions without a socket that are waited for; a page that was reloaded never comes back for its own. */
const parkedLimit = 4;
/** Older sockets of its session, gone by now, whose replies a socket takes. */
const heirLimit = 4;

/** The sockets of one kernel, and the sessions that lost theirs and may come back. */
export class KernelClients {
  readonly #kernel: Kernel;
  readonly #open = new Set<Connection>();
  /** By session, the longest waiting first. */
  readonly #parked = new Map<string, readonly Seat[]>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Open WebSockets. */
  get count(): number {
    return this.#open.size;
  }

  /** Bytes that wait for clients. */
  get waiting(): number {
    const seats = [...[...this.#parked.values()].flat(), ...[...this.#open].flatMap(({ seats: taken }) => taken)];
    return seats.reduce((sum, { backlog }) => sum + backlog.bytes, 0);
  }

  /** The seats that a session left, with all that came for it, or a new one. */
  async seats(session: string | undefined): Promise<readonly [Seat, ...Seat[]]> {
    const [own, ...others] = (session === undefined ? undefined : this.#parked.get(session)) ?? [];
    if (session === undefined || own === undefined) return [await openSeat(this.#kernel)];
    this.#parked.delete(session);
    return [own, ...others];
  }

  join(connection: Connection): void {
    // Jupyter Server closes them, but JupyterLab's has two at a time on purpose. One that is dead is found out sooner.
    for (const other of this.#ofSession(connection.session)) other.probe();
    this.#open.add(connection);
  }

  /** A session's last socket leaves its seats to the next; another's replies go to the one that is still open. */
  leave(connection: Connection): void {
    if (!this.#open.delete(connection)) return;
    const { session, seats } = connection;
    const heir = this.#ofSession(session).at(-1);
    if (heir === undefined) return this.park(session, seats);
    for (const seat of seats) heir.adopt(seat);
    dispose(heir.seats.splice(1, heir.seats.length - 1 - heirLimit));
  }

  /** Keeps seats for their session, in place of those that it left before. */
  park(session: string | undefined, seats: readonly Seat[]): void {
    if (session === undefined) return dispose(seats);
    dispose(this.#parked.get(session) ?? []);
    this.#parked.delete(session);
    this.#parked.set(session, seats);
    const [oldest] = this.#parked;
    if (this.#parked.size <= parkedLimit || oldest === undefined) return;
    this.#parked.delete(oldest[0]);
    dispose(oldest[1]);
  }

  #ofSession(session: string | undefined): Connection[] {
    return session === undefined ? [] : [...this.#open].filter((other) => other.session === session);
  }
}

function dispose(seats: readonly Seat[]): void {
  for (const { client } of seats) void client[Symbol.asyncDispose]();
}
