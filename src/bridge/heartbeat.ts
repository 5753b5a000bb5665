import type { WebSocket } from "ws";

export interface Heartbeat {
  /** Asks now, and gives little time for the answer. */
  probe(): void;
}

/** Milliseconds between two pings, as Jupyter Server's. */
const interval = 30_000;
/** Milliseconds to answer a probe. */
const patience = 5000;

/** Ends a socket whose client has gone without a word: it answers no ping. */
export function watchHeartbeat(socket: WebSocket): Heartbeat {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, interval);
  timer.unref();
  socket.on("pong", () => {
    answered = true;
  });
  socket.on("close", () => clearInterval(timer));
  return {
    probe() {
      answered = false;
      socket.ping();
      setTimeout(() => {
        if (!answered) socket.terminate();
      }, patience).unref();
    },
  };
}
