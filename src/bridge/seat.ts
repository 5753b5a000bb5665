import type { Kernel, KernelClient, KernelEvents, WireMessage } from "../kernel/kernel.ts";
import { Backlog, sizeOf } from "./backlog.ts";
import type { Ledgers } from "./ledger.ts";

/** A client of a kernel that can outlive the socket it was opened for. */
export interface Seat {
  /** What nobody takes waits here. */
  readonly backlog: Backlog;
  deliver: KernelEvents["onMessage"];
  /** Resolves when the kernel has taken the message, or nobody waits for that any more. */
  send(message: WireMessage): Promise<void>;
  /** Called when more waits for the kernel than may; the seat has to be closed. */
  overflow: () => void;
  /** Nobody comes back for it. */
  close(): void;
}

/** Bytes that may wait for a kernel from one client: a message as long as any may be, and some more. */
const waitingLimit = 160 * 2 ** 20;

/** Connects to a kernel, with an identity of its own; waits until the kernel lets clients in. */
export async function openSeat(kernel: Kernel, { outgoing, incoming }: Ledgers): Promise<Seat> {
  const backlog = new Backlog({ ledger: outgoing });
  let client: KernelClient;
  const events: Pick<Seat, "deliver"> = { deliver: (message) => backlog.push(message) };
  try {
    client = await kernel.connect({ onMessage: (message) => events.deliver(message) });
  } catch (error) {
    backlog.close();
    throw error;
  }
  const waiting = incoming.open(() => seat.overflow());
  const seat: Seat = Object.assign(events, {
    backlog,
    async send(message: WireMessage) {
      const size = sizeOf(message);
      const taken = client.send(message);
      waiting.change(size);
      if (waiting.bytes > waitingLimit) seat.overflow();
      try {
        await taken;
      } finally {
        waiting.change(-size);
      }
    },
    overflow: () => seat.close(),
    close() {
      backlog.close();
      waiting.close();
      void client[Symbol.asyncDispose]();
    },
  });
  return seat;
}
