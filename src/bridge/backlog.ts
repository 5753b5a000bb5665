import type { WireMessage } from "../kernel/kernel.ts";
import { lossNotice, type Loss } from "./loss-notice.ts";

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
  bytes = 0;

  constructor(bytes: number = backlogLimit) {
    this.#limit = bytes;
  }

  get isEmpty(): boolean {
    return this.#taken === this.#messages.length && this.#lost === undefined;
  }

  /** Keeps a message, or drops it and remembers that. */
  push(message: WireMessage): void {
    const room = isBulk(message) ? this.#limit : this.#limit + reserve;
    const size = sizeOf(message);
    if (this.bytes + size <= room) return this.keep(message);
    this.#lost = { count: (this.#lost?.count ?? 0) + 1, bytes: (this.#lost?.bytes ?? 0) + size, last: message };
  }

  /** Keeps a message, whatever the limit. */
  keep(message: WireMessage): void {
    this.#tellLoss();
    this.#messages.push(message);
    this.bytes += sizeOf(message);
  }

  /** The oldest message, no longer kept. */
  shift(): WireMessage | undefined {
    if (this.#taken === this.#messages.length) this.#tellLoss();
    const message = this.#messages[this.#taken];
    if (message === undefined) return undefined;
    this.#taken += 1;
    this.bytes -= sizeOf(message);
    this.#forgetTaken();
    return message;
  }

  #tellLoss(): void {
    if (this.#lost === undefined) return;
    const notice = lossNotice(this.#lost);
    this.#messages.push(notice);
    this.bytes += sizeOf(notice);
    this.#lost = undefined;
  }

  /** Not at each one: that would move all that are left. */
  #forgetTaken(): void {
    if (this.#taken < 1000 && this.#taken < this.#messages.length) return;
    this.#messages = this.#messages.slice(this.#taken);
    this.#taken = 0;
  }
}

function sizeOf({ parts }: WireMessage): number {
  return parts.reduce((sum, { length }) => sum + length, overhead);
}

function isBulk({ channel, parts: [header] }: WireMessage): boolean {
  return channel === "iopub" && header !== undefined && !Buffer.from(header).includes('"status"');
}
