import { Dealer } from "zeromq";
import type { KernelEvents, WireMessage } from "../kernel.ts";
import { endpoint, type Connection } from "./connection.ts";
import { decodeFrames, encodeFrames } from "./frames.ts";
import { socketOptions } from "./socket-options.ts";

/** One client's shell, control and stdin sockets to one kernel process, all with the client's identity. */
export interface ClientSockets extends Disposable {
  /** Handed to ZMQ at once, which keeps it until the kernel is there. */
  send(message: WireMessage): void;
}

export interface ClientSocketsOptions {
  /** The kernel sends its questions on stdin to the identity that asked on shell. */
  readonly identity: string;
  readonly onMessage: KernelEvents["onMessage"];
}

/** Connects a client to a kernel process, whether or not that listens yet. */
export function openClientSockets(connection: Connection, options: ClientSocketsOptions): ClientSockets {
  const sockets = { shell: open("shell"), control: open("control"), stdin: open("stdin") };

  function open(channel: "shell" | "control" | "stdin"): Dealer {
    const socket = new Dealer({ ...socketOptions, sendHighWaterMark: 0, routingId: options.identity });
    socket.connect(endpoint(connection, channel));
    void receive(socket, channel);
    return socket;
  }

  async function receive(socket: Dealer, channel: "shell" | "control" | "stdin"): Promise<void> {
    for await (const frames of socket) {
      const message = decodeFrames(frames, channel, connection.key);
      if (message !== undefined) await options.onMessage(message);
    }
  }

  return {
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
