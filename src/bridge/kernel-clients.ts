import type { Kernel } from "../kernel/kernel.ts";
import type { Connection } from "./connection.ts";
import { HttpError } from "./http-error.ts";
import type { Ledgers } from "./ledger.ts";
import { openSeat, type Seat } from "./seat.ts";

/** Sessions without a socket that are waited for; a page that was reloaded never comes back for its own. */
const parkedLimit = 4;
/** Older sockets of its session, gone by now, whose replies a socket takes. */
const heirLimit = 4;

/** The sockets of one kernel, and the sessions that lost theirs and may come back. */
export class KernelClients {
  readonly #kernel: Kernel;
  readonly #ledgers: Ledgers;
  readonly #open = new Set<Connection>();
  /** By session, the longest waiting first. */
  readonly #parked = new Map<string, readonly Seat[]>();
  #closed = false;

  constructor(kernel: Kernel, ledgers: Ledgers) {
    this.#kernel = kernel;
    this.#ledgers = ledgers;
  }

  /** Open WebSockets. */
  get count(): number {
    return this.#open.size;
  }

  /** The seats that a session left, with all that came for it, or a new one. */
  async seats(session: string | undefined): Promise<readonly [Seat, ...Seat[]]> {
    const [own, ...others] = (session === undefined ? undefined : this.#parked.get(session)) ?? [];
    if (session === undefined || own === undefined) return [await this.#newSeat()];
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
    close(heir.seats.splice(1, heir.seats.length - 1 - heirLimit));
  }

  /** It left nothing that anybody could come back for. */
  forget(connection: Connection): void {
    this.#open.delete(connection);
    close(connection.seats);
  }

  /** Keeps seats for their session, in place of those that it left before. */
  park(session: string | undefined, seats: readonly Seat[]): void {
    if (session === undefined || this.#closed) return close(seats);
    this.#unpark(session);
    this.#parked.set(session, seats);
    for (const seat of seats) {
      seat.deliver = (message) => seat.backlog.push(message);
      seat.overflow = () => this.#unpark(session);
    }
    const [oldest] = this.#parked.keys();
    if (this.#parked.size > parkedLimit && oldest !== undefined) this.#unpark(oldest);
  }

  /** The kernel is no more. */
  close(): void {
    this.#closed = true;
    for (const session of this.#parked.keys()) this.#unpark(session);
    for (const connection of this.#open) connection.end();
  }

  async #newSeat(): Promise<Seat> {
    const seat = await openSeat(this.#kernel, this.#ledgers);
    if (!this.#closed) return seat;
    seat.close();
    throw new HttpError(404, `Kernel does not exist: ${this.#kernel.id}`);
  }

  #unpark(session: string): void {
    const seats = this.#parked.get(session) ?? [];
    this.#parked.delete(session);
    close(seats);
  }

  #ofSession(session: string | undefined): Connection[] {
    return session === undefined ? [] : [...this.#open].filter((other) => other.session === session);
  }
}

function close(seats: readonly Seat[]): void {
  for (const seat of seats) seat.close();
}
