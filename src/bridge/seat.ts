import type { Kernel, KernelClient, KernelEvents } from "../kernel/kernel.ts";
import { Backlog } from "./backlog.ts";

/** A client of a kernel that can outlive the socket it was opened for; what nobody takes waits in its backlog. */
export interface Seat {
  readonly client: KernelClient;
  readonly backlog: Backlog;
  deliver: KernelEvents["onMessage"];
}

/** Connects to a kernel, with an identity of its own; waits until the kernel lets clients in. */
export async function openSeat(kernel: Kernel): Promise<Seat> {
  const backlog = new Backlog();
  const events: Pick<Seat, "deliver"> = { deliver: (message) => backlog.push(message) };
  const client = await kernel.connect({ onMessage: (message) => events.deliver(message) });
  return Object.assign(events, { client, backlog });
}
