import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Ledger } from "./ledger.ts";

/** What a frame of control has beside its payload: two bytes of header, four of mask. */
const controlOverhead = 6;

/** Counts what has come of a message that is not whole yet; `shed` has to close the socket. */
export function countUnfinished(
  { socket, stream }: { readonly socket: WebSocket; readonly stream: Duplex },
  ledger: Ledger,
  shed: () => void,
): void {
  const account = ledger.open(() => {
    account.close();
    shed();
  });
  // Before the WebSocket takes it.
  stream.prependListener("data", ({ length }: Buffer) => account.change(length));
  socket.on("message", () => account.change(-account.bytes));
  for (const control of ["ping", "pong"]) {
    socket.on(control, ({ length }: Buffer) => account.change(-Math.min(account.bytes, length + controlOverhead)));
  }
  socket.on("close", () => account.close());
}
