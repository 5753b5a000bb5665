import { setTimeout } from "node:timers/promises";
import { Dealer } from "zeromq";
import type { KernelEvents, WireMessage } from "../kernel.ts";
import { endpoint, type Connection } from "./connection.ts";
import { decodeFrames, encodeFrames } from "./frames.ts";
import { socketOptions } from "./socket-options.ts";

/** One client's shell, control and stdin sockets to one kernel process, all with the client's identity. */
export interface ClientSockets extends Disposable {
  /** Resolves when ZMQ has the message, which it keeps until the kernel is there, or the sockets are closed. */
  send(message: WireMessage): Promise<void>;
  /**
   * Resolves when all three are connected, or closed, or too much time has passed. A kernel drops what it asks on stdin
   * while that socket is not there: a cell that was sent before may wait for its `input()` for ever.
   */
  connected(): Promise<void>;
}

export interface ClientSocketsOptions {
  /** The kernel sends its questions on stdin to the identity that asked on shell. */
  readonly identity: string;
  readonly onMessage: KernelEvents["onMessage"];
}

type ClientChannel = "shell" | "control" | "stdin";

/** Milliseconds: a kernel that ends at this moment will not be connected any more. */
const connectTimeout = 2000;

/** Connects a client to a kernel process, whether or not that listens yet. */
export function openClientSockets(connection: Connection, options: ClientSocketsOptions): ClientSockets {
  const sockets = { shell: open("shell"), control: open("control"), stdin: open("stdin") };
  const sending = { shell: Promise.resolve(), control: Promise.resolve(), stdin: Promise.resolve() };

  function open(channel: ClientChannel): Dealer {
    // `immediate`: it is writable once it is connected, and not before.
    const socket = new Dealer({ ...socketOptions, sendHighWaterMark: 0, immediate: true, routingId: options.identity });
    socket.connect(endpoint(connection, channel));
    void receive(socket, channel);
    return socket;
  }

  async function receive(socket: Dealer, channel: ClientChannel): Promise<void> {
    for await (const frames of socket) {
      const message = decodeFrames(frames, channel, connection.key);
      if (message !== undefined) await options.onMessage(message);
    }
  }

  async function transmit(message: WireMessage, channel: ClientChannel): Promise<void> {
    const socket = sockets[channel];
    if (socket.closed) return;
    // Fails where it is closed meanwhile: the kernel is gone, of which the client hears otherwise.
    await socket.send(encodeFrames(message, connection.key)).catch(() => {});
  }

  return {
    async send(message) {
      const { channel } = message;
      if (channel === "iopub") return;
      // ZMQ takes one at a time, in the order of sending.
      sending[channel] = sending[channel].then(() => transmit(message, channel));
      await sending[channel];
    },
    async connected() {
      const deadline = Date.now() + connectTimeout;
      while (Object.values(sockets).some(isConnecting) && Date.now() < deadline) await setTimeout(1);
    },
    [Symbol.dispose]() {
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

function isConnecting(socket: Dealer): boolean {
  return !socket.closed && !socket.writable;
}
