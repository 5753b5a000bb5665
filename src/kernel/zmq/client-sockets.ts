import { Dealer } from "zeromq";
import type { KernelEvents, WireMessage } from "../kernel.ts";
import { endpoint, type Connection } from "./connection.ts";
import { decodeFrames, encodeFrames } from "./frames.ts";
import { socketOptions } from "./socket-options.ts";

/** One client's shell, control and stdin sockets to one kernel process, all with the client's identity. */
export interface ClientSockets extends Disposable {
  /**
   * Resolves when the kernel knows all three, or they are closed. A kernel drops what it asks on stdin while it does
   * not know that socket: a cell sent before may wait for its `input()` for ever.
   */
  readonly connected: Promise<unknown>;
  /** Handed to ZMQ at once, which keeps it until the kernel is there. */
  send(message: WireMessage): void;
}

export interface ClientSocketsOptions {
  /** The kernel sends its questions on stdin to the identity that asked on shell. */
  readonly identity: string;
  readonly onMessage: KernelEvents["onMessage"];
}

type ClientChannel = "shell" | "control" | "stdin";

/** Connects a client to a kernel process, whether or not that listens yet. */
export function openClientSockets(connection: Connection, options: ClientSocketsOptions): ClientSockets {
  const open = (channel: ClientChannel): Dealer => {
    const socket = new Dealer({ ...socketOptions, sendHighWaterMark: 0, routingId: options.identity });
    void receive(socket, channel);
    return socket;
  };
  const sockets = { shell: open("shell"), control: open("control"), stdin: open("stdin") };
  const connected = (["shell", "control", "stdin"] as const).map((channel) => {
    const handshake = shaken(sockets[channel]);
    sockets[channel].connect(endpoint(connection, channel));
    return handshake;
  });

  async function receive(socket: Dealer, channel: ClientChannel): Promise<void> {
    for await (const frames of socket) {
      const message = decodeFrames(frames, channel, connection.key);
      if (message !== undefined) await options.onMessage(message);
    }
  }

  return {
    connected: Promise.all(connected),
    send(message) {
      if (message.channel === "iopub") return;
      // Without a high-water mark it never has to wait, so the order of sending is kept.
      void sockets[message.channel].send(encodeFrames(message, connection.key));
    },
    [Symbol.dispose]() {
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

async function shaken(socket: Dealer): Promise<void> {
  for await (const event of socket.events) if (event.type === "handshake") return;
}
