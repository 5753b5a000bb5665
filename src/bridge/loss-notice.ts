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
  const [header, parent] = last.parts;
  const text = `nbproof: ${count} messages (${(bytes / 1e6).toFixed(1)} MB) were lost, since this client did not read them\n`;
  const own = { ...parse(header), msg_id: randomUUID(), msg_type: "stream", date: new Date().toISOString() };
  return {
    channel: "iopub",
    parts: [json(own), parent ?? json({}), json({}), json({ name: "stderr", text })],
  };
}

/** What a kernel sends need not be JSON, and the notice is due all the same. */
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
