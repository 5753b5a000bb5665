import { randomUUID } from "node:crypto";
import type { WireMessage } from "../kernel/kernel.ts";

/** Messages that a client will not get. */
export interface Loss {
  readonly count: number;
  readonly bytes: number;
  readonly last: WireMessage;
}

/** Text on stderr of the cell whose messages were lost, as Jupyter Server tells of what it drops. */
export function lossNotice({ count, bytes, last }: Loss): WireMessage {
  return notice(last, `${count} messages (${megabytes(bytes)}) were lost, since this client did not read them`);
}

/** The same for a message that is longer than any client could be sent. */
export function tooLongNotice(message: WireMessage, bytes: number): WireMessage {
  return notice(message, `a message of ${megabytes(bytes)} was lost: it is too long to be sent`);
}

function notice({ parts: [header, parent] }: WireMessage, text: string): WireMessage {
  const own = { ...parse(header), msg_id: randomUUID(), msg_type: "stream", date: new Date().toISOString() };
  const content = { name: "stderr", text: `nbproof: ${text}\n` };
  return { channel: "iopub", parts: [json(own), parent ?? json({}), json({}), json(content)] };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Whatever a kernel makes of its headers. */
function parse(part: Uint8Array = Buffer.from("{}")): object {
  try {
    const value: unknown = JSON.parse(Buffer.from(part).toString());
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
