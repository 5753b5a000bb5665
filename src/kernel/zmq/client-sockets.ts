import { setTimeout } from "node:timers/promises";
import { Dealer } from "zeromq";
import { CapacityReached } from "../errors.ts";
import type { KernelEvents, WireMessage } from "../kernel.ts";
import { endpoint, type Connection } from "./connection.ts";
import { decodeFrames, encodeFrames } from "./frames.ts";
import { socketOptions } from "./socket-options.ts";

/** One client's sockets to one kernel process, all with the client's identity; control is opened when it is used. */
export interface ClientSockets extends Disposable {
  /** Resolves when ZMQ has the message, which it keeps until the kernel is there, or the sockets are closed. */
  send(message: WireMessage): Promise<void>;
  /**
   * Resolves when shell and stdin are connected, or closed, or too much time has passed. A kernel drops what it asks on
   * stdin while that socket is not there: a cell that was sent before may wait for its `input()` for ever.
   */
  connected(): Promise<void>;
}

export interface ClientSocketsOptions {
  /** The kernel sends its questions on stdin to the identity that asked on shell. */
  readonly identity: string;
  readonly onMessage: KernelEvents["onMessage"];
  /** Whether the kernel may ask it something. */
  readonly stdin: boolean;
}

type ClientChannel = "shell" | "control" | "stdin";

/**
 * `immediate`: it is writable once it is connected, and not before. Of what a busy kernel does not take ZMQ keeps a few
 * messages; the others wait here, where they are counted and can be taken back.
 */
const clientOptions = { ...socketOptions, sendHighWaterMark: 16, immediate: true } as const;

/** Milliseconds: a kernel that ends at this moment will not be connected any more. */
const connectTimeout = 2000;

/** Connects a client to a kernel process, whether or not that listens yet. */
export function openClientSockets(connection: Connection, options: ClientSocketsOptions): ClientSockets {
  const sockets = new Map<ClientChannel, Dealer>();
  const sending = new Map<ClientChannel, Promise<void>>();
  let closed = false;
  try {
    for (const channel of ["shell", ...(options.stdin ? ["stdin" as const] : [])] as const) open(channel);
  } catch (error) {
    close();
    throw CapacityReached.orOther("another client", error);
  }

  function open(channel: ClientChannel): Dealer {
    const socket = new Dealer({ ...clientOptions, routingId: options.identity });
    sockets.set(channel, socket);
    socket.connect(endpoint(connection, channel));
    void receive(socket, channel);
    return socket;
  }

  function close(): void {
    closed = true;
    for (const socket of sockets.values()) socket.close();
  }

  function openLater(channel: ClientChannel): Dealer {
    try {
      return open(channel);
    } catch (error) {
      throw CapacityReached.orOther(`a client's messages on ${channel}`, error);
    }
  }

  async function receive(socket: Dealer, channel: ClientChannel): Promise<void> {
    for await (const frames of socket) {
      const message = decodeFrames(frames, channel, connection.key);
      if (message !== undefined) await options.onMessage(message);
    }
  }

  async function transmit(message: WireMessage, channel: ClientChannel): Promise<void> {
    if (closed) return;
    const socket = sockets.get(channel) ?? openLater(channel);
    // Fails where it is closed meanwhile: the kernel is gone, of which the client hears otherwise.
    await socket.send(encodeFrames(message, connection.key)).catch(() => {});
  }

  return {
    async send(message) {
      const { channel } = message;
      if (channel === "iopub") return;
      // ZMQ takes one at a time, in the order of sending.
      const sent = (sending.get(channel) ?? Promise.resolve()).then(() => transmit(message, channel));
      sending.set(
        channel,
        sent.catch(() => undefined),
      );
      await sent;
    },
    async connected() {
      const deadline = Date.now() + connectTimeout;
      while ([...sockets.values()].some(isConnecting) && Date.now() < deadline) await setTimeout(1);
    },
    [Symbol.dispose]: close,
  };
}

function isConnecting(socket: Dealer): boolean {
  return !socket.closed && !socket.writable;
}
