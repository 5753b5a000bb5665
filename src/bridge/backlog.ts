import type { WireMessage } from "../kernel/kernel.ts";
import { Ledger, type Account } from "./ledger.ts";
import { lossNotice, type Loss } from "./loss-notice.ts";

export interface BacklogOptions {
  /** Bytes. */
  readonly limit?: number;
  /** That of all backlogs. */
  readonly ledger?: Ledger;
}

/** Bytes that may wait for a client that does not read. */
export const backlogLimit: number = 128 * 2 ** 20;
/** Beyond it, for what a client cannot go on without: replies, questions, and that the kernel is idle. */
const reserve = 4 * 2 ** 20;
/** What holding a message costs beside its bytes. */
const overhead = 1024;

/** Messages that wait for a client, as many as a limit allows; where some were dropped, a message in their place says so. */
export class Backlog {
  #messages: WireMessage[] = [];
  /** How many of them were taken. */
  #taken = 0;
  #lost: Loss | undefined;
  readonly #limit: number;
  readonly #account: Account;

  constructor({ limit = backlogLimit, ledger = new Ledger(Infinity) }: BacklogOptions = {}) {
    this.#limit = limit;
    this.#account = ledger.open(() => this.#shed());
  }

  get bytes(): number {
    return this.#account.bytes;
  }

  get isEmpty(): boolean {
    return this.#taken === this.#messages.length && this.#lost === undefined;
  }

  /** Keeps a message, or drops it and remembers that. */
  push(message: WireMessage): void {
    const room = isBulk(message) ? this.#limit : this.#limit + reserve;
    if (this.bytes + sizeOf(message) <= room) this.keep(message);
    else this.lose(message);
  }

  /** Keeps a message, whatever the limit. */
  keep(message: WireMessage): void {
    this.#tellLoss();
    this.#messages.push(message);
    this.#account.change(sizeOf(message));
  }

  /** Drops a message and remembers that. */
  lose(message: WireMessage): void {
    this.#lost = added(this.#lost, message);
  }

  /** The oldest message, no longer kept. */
  shift(): WireMessage | undefined {
    if (this.#taken === this.#messages.length) this.#tellLoss();
    const message = this.#messages[this.#taken];
    if (message === undefined) return undefined;
    this.#taken += 1;
    this.#account.change(-sizeOf(message));
    this.#forgetTaken();
    return message;
  }

  /** Nobody will come for what waits. */
  close(): void {
    this.#messages = [];
    this.#taken = 0;
    this.#lost = undefined;
    this.#account.close();
  }

  #tellLoss(): void {
    if (this.#lost === undefined) return;
    const notice = lossNotice(this.#lost);
    this.#lost = undefined;
    this.#messages.push(notice);
    this.#account.change(sizeOf(notice));
  }

  /** Drops all output that waits, and has each notice of it where it was. */
  #shed(): void {
    const waiting = this.#messages.slice(this.#taken);
    const before = this.bytes;
    const kept: WireMessage[] = [];
    let lost: Loss | undefined;
    for (const message of waiting) {
      if (isBulk(message)) lost = added(lost, message);
      else {
        if (lost !== undefined) kept.push(lossNotice(lost));
        lost = undefined;
        kept.push(message);
      }
    }
    if (lost !== undefined) this.#lost = joined(lost, this.#lost);
    this.#messages = kept;
    this.#taken = 0;
    this.#account.change(kept.reduce((sum, message) => sum + sizeOf(message), 0) - before);
  }

  /** Not at each one: that would move all that are left. */
  #forgetTaken(): void {
    if (this.#taken < 1000 && this.#taken < this.#messages.length) return;
    this.#messages = this.#messages.slice(this.#taken);
    this.#taken = 0;
  }
}

/** Bytes that holding a message takes. */
export function sizeOf({ parts }: WireMessage): number {
  return parts.reduce((sum, { length }) => sum + length, overhead);
}

function added(lost: Loss | undefined, message: WireMessage): Loss {
  const loss = { count: 1, bytes: sizeOf(message), last: heads(message) };
  return lost === undefined ? loss : joined(lost, loss);
}

function joined(earlier: Loss, later: Loss = { ...earlier, count: 0, bytes: 0 }): Loss {
  return { count: earlier.count + later.count, bytes: earlier.bytes + later.bytes, last: later.last };
}

/** Of a message that was lost, only what it was about is still needed. */
function heads({ channel, parts }: WireMessage): WireMessage {
  return { channel, parts: parts.slice(0, 2) };
}

function isBulk({ channel, parts: [header] }: WireMessage): boolean {
  return channel === "iopub" && header !== undefined && !Buffer.from(header).includes('"status"');
}
