import { randomUUID } from "node:crypto";
import type { Channel, WireMessage } from "./kernel.ts";

export interface MessageOptions {
  /** The header's session. */
  readonly session: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A message of our own, with an empty parent. https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export function createMessage(channel: Channel, type: string, options: MessageOptions): WireMessage {
  const header = {
    msg_id: randomUUID(),
    session: options.session,
    username: "nbproof",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.3",
  };
  return { channel, parts: [header, {}, {}, options.content].map((part) => Buffer.from(JSON.stringify(part))) };
}
