import { setTimeout } from "node:timers/promises";
import { Subscriber, type Observer } from "zeromq";
import type { KernelEvents } from "../kernel.ts";
import { collectAllGarbage, collectNewGarbage } from "./collect-garbage.ts";
import { endpoint, type Connection } from "./connection.ts";
import { decodeFrames } from "./frames.ts";
import { socketOptions } from "./socket-options.ts";
import { splitStream } from "./split-stream.ts";

/** What one kernel process publishes. */
export interface Iopub extends Disposable {
  /** Whether anything has come, so that nothing more can be missed. */
  readonly published: boolean;
  /** Resolves when all that an ended process wrote has been handed on, or nothing more can be expected. */
  drained(): Promise<void>;
}

export interface IopubOptions {
  /** The process keeps what is not read yet, however much that is: then it need not be kept here. */
  readonly publisherKeeps: boolean;
  readonly onMessage: KernelEvents["onMessage"];
}

/** Subscribes to all that a kernel process publishes, whether or not it listens yet. */
export function openIopub(connection: Connection, { publisherKeeps, onMessage }: IopubOptions): Iopub {
  const socket = new Subscriber({ ...socketOptions, ...(publisherKeeps && { receiveHighWaterMark: 1 }) });
  const state = { connected: false, received: 0, handling: false };
  try {
    void watch(observe(socket));
    socket.subscribe();
    socket.connect(endpoint(connection, "iopub"));
  } catch (error) {
    socket.close();
    throw error;
  }
  void receive();

  /** ZMQ reads a connection to its end before it reports it closed. */
  async function watch(events: Observer): Promise<void> {
    for await (const event of events) {
      if (event.type === "handshake") state.connected = true;
      if (event.type === "disconnect") state.connected = false;
    }
  }

  async function receive(): Promise<void> {
    const messages = socket[Symbol.asyncIterator]();
    let parts: number | undefined;
    do {
      state.handling = false;
      parts = await receiveOne(messages);
      // Only now does nothing hold a long message any more, while the next is on its way.
      if (parts !== undefined && parts > 1) await collectAllGarbage();
    } while (parts !== undefined);
  }

  /** Gives in how many parts it was handed on; nothing at the end. */
  async function receiveOne(messages: AsyncIterator<Buffer[]>): Promise<number | undefined> {
    const { value: frames, done } = await messages.next();
    if (done === true) return undefined;
    state.received += 1;
    const message = decodeFrames(frames, "iopub", connection.key);
    if (message === undefined) return 0;
    state.handling = true;
    let parts = 0;
    for (const part of splitStream(message)) {
      await onMessage(part);
      parts += 1;
      if (parts % 4 === 0) collectNewGarbage();
    }
    return parts;
  }

  return {
    get published() {
      return state.received > 0;
    },
    async drained() {
      // A process that left the kernel's group may hold its copy of the connection open: no end will come.
      const deadline = Date.now() + 1000;
      while (state.connected && Date.now() < deadline) await setTimeout(2);
      let before: number;
      do {
        before = state.received;
        await setTimeout(5);
      } while (state.handling || state.received > before);
    },
    [Symbol.dispose]() {
      socket.close();
    },
  };
}

/**
 * zeromq.js names an observer by its place in memory, which can be that of one before it whose socket ZMQ has yet to
 * close; the next is at another.
 */
function observe(socket: Subscriber, attempts = 10): Observer {
  try {
    return socket.events;
  } catch (error) {
    if (attempts === 1) throw error;
    return observe(socket, attempts - 1);
  }
}
