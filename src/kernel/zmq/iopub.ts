import { setTimeout } from "node:timers/promises";
import { Subscriber } from "zeromq";
import { endpoint, type Connection } from "./connection.ts";
import { decodeFrames } from "./frames.ts";
import type { ClientSocketsOptions } from "./client-sockets.ts";
import { socketOptions } from "./socket-options.ts";

/** What one kernel process publishes. */
export interface Iopub extends Disposable {
  /** Resolves when all that an ended process wrote has been handed on, at the latest after a second. */
  drained(): Promise<void>;
}

export type IopubOptions = Pick<ClientSocketsOptions, "onMessage" | "onError">;

/** Subscribes to all that a kernel process publishes, whether or not it listens yet. */
export function openIopub(connection: Connection, { onMessage, onError }: IopubOptions): Iopub {
  const socket = new Subscriber({ ...socketOptions });
  const state = { connected: false, handling: false };
  socket.subscribe();
  watch().catch(onError);
  socket.connect(endpoint(connection, "iopub"));
  receive().catch(onError);

  /** ZMQ reads a connection to its end before it reports it closed. */
  async function watch(): Promise<void> {
    for await (const event of socket.events) {
      if (event.type === "handshake") state.connected = true;
      if (event.type === "disconnect") state.connected = false;
    }
  }

  async function receive(): Promise<void> {
    for await (const frames of socket) {
      const message = decodeFrames(frames, "iopub", connection.key);
      if (message === undefined) continue;
      state.handling = true;
      await onMessage(message);
      state.handling = false;
    }
  }

  return {
    async drained() {
      // A process that left the kernel's group may hold its copy of the connection open: no end will come.
      const deadline = Date.now() + 1000;
      while (state.connected && Date.now() < deadline) await setTimeout(2);
      do await setTimeout(2);
      while (state.handling || (!socket.closed && socket.readable));
    },
    [Symbol.dispose]() {
      socket.close();
    },
  };
}
