import { randomUUID } from "node:crypto";
import { parseJson } from "../../basics/parse-json.ts";
import { createMessage } from "../create-message.ts";
import type { WireMessage } from "../kernel.ts";
import { openClientSockets, type ClientSockets } from "./client-sockets.ts";
import type { Connection } from "./connection.ts";

/** Our own client of a kernel process. What the kernel answers to it, no other client sees. */
export class OwnClient implements Disposable {
  readonly #session: string = randomUUID();
  readonly #sockets: ClientSockets;
  readonly #asked = new Map<string, (reply: WireMessage) => void>();

  constructor(connection: Connection) {
    this.#sockets = openClientSockets(connection, {
      identity: this.#session,
      onMessage: (reply) => this.#onReply(reply),
      stdin: false,
    });
  }

  /** Resolves with the reply; never, where the kernel does not reply. */
  ask(
    channel: "shell" | "control",
    type: string,
    content: Readonly<Record<string, unknown>> = {},
  ): Promise<WireMessage> {
    const message = createMessage(channel, type, { session: this.#session, content });
    const reply = new Promise<WireMessage>((resolve) => this.#asked.set(String(field(message, 0, "msg_id")), resolve));
    // Where it cannot be sent, no reply comes.
    this.#sockets.send(message).catch(() => undefined);
    return reply;
  }

  /** Whether a message was published for us: its parent names our session. A search is cheaper than a parse. */
  isOwn({ parts }: WireMessage): boolean {
    return parts[1] !== undefined && bytesOf(parts[1]).includes(this.#session);
  }

  [Symbol.dispose](): void {
    this.#sockets[Symbol.dispose]();
  }

  #onReply(reply: WireMessage): void {
    const id = String(field(reply, 1, "msg_id"));
    this.#asked.get(id)?.(reply);
    this.#asked.delete(id);
  }
}

/** A field of the JSON object in one of a message's parts; undefined where the kernel sent something else. */
export function field({ parts }: WireMessage, part: 0 | 1 | 2 | 3, name: string): unknown {
  const value = parseJson(bytesOf(parts[part] ?? new Uint8Array()).toString());
  return Object.entries(value ?? {}).find(([key]) => key === name)?.[1];
}

function bytesOf(part: Uint8Array): Buffer {
  return Buffer.from(part.buffer, part.byteOffset, part.length);
}
