import { once } from "node:events";
import { WebSocket } from "ws";
import { decodeV1, encodeV1 } from "../../src/bridge/v1-protocol.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";
import { createMessage } from "../../src/kernel/create-message.ts";

/** A message as a client reads it. */
export interface Message {
  readonly channel: string;
  readonly type: string;
  /** The id of the request that it belongs to; empty where it belongs to none. */
  readonly parent: string;
  readonly content: {
    readonly text?: string;
    readonly status?: string;
    readonly execution_state?: string;
    readonly data?: Readonly<Record<string, string>>;
  };
}

/** A client without a library around it, which does what a test tells it. */
export interface SocketClient {
  readonly socket: WebSocket;
  readonly messages: readonly Message[];
  /** Gives the request's id. */
  execute(code: string): string;
  send(message: WireMessage): void;
  /** Resolves with the first message that fits, past or to come. */
  first(fits: (message: Message) => boolean): Promise<Message>;
}

/** Opens a socket at `…/channels`, in the v1 protocol. */
export async function openSocketClient(url: string): Promise<SocketClient> {
  const socket = new WebSocket(url.replace("http", "ws"), "v1.kernel.websocket.jupyter.org");
  const messages: Message[] = [];
  const waiting = new Set<(message: Message) => void>();
  socket.on("message", (bytes: Buffer) => {
    const message = read(bytes);
    messages.push(message);
    for (const look of waiting) look(message);
  });
  await once(socket, "open");
  const send = (message: WireMessage): void => socket.send(encodeV1(message));
  return {
    socket,
    messages,
    execute(code) {
      const message = createMessage("shell", "execute_request", { session: "test", content: { code } });
      send(message);
      const { msg_id: id } = JSON.parse(String(message.parts[0])) as { readonly msg_id: string };
      return id;
    },
    send,
    async first(fits) {
      const there = messages.find(fits);
      if (there !== undefined) return there;
      return await new Promise((resolve) => {
        const look = (message: Message): void => {
          if (!fits(message)) return;
          waiting.delete(look);
          resolve(message);
        };
        waiting.add(look);
      });
    },
  };
}

/** What was printed, of all messages together. */
export function printed(messages: readonly Message[]): string {
  return messages.map(({ type, content }) => (type === "stream" ? (content.text ?? "") : "")).join("");
}

export function isReply({ type }: Message): boolean {
  return type === "execute_reply";
}

export function isIdle({ type, content }: Message): boolean {
  return type === "status" && content.execution_state === "idle";
}

function read(bytes: Buffer): Message {
  const message = decodeV1(bytes);
  const [header, parentHeader, , content] = message?.parts ?? [];
  const { msg_type: type } = JSON.parse(String(header)) as { msg_type: string };
  const { msg_id: parent = "" } = JSON.parse(String(parentHeader)) as { msg_id?: string };
  return { channel: message?.channel ?? "", type, parent, content: JSON.parse(String(content)) as Message["content"] };
}
