import type { Duplex } from "node:stream";
import { HttpError } from "./http-error.ts";
import type { Limits } from "./limits.ts";

/** The WebSockets that there are, also those that are being opened, so that no kernel and no user has all of them. */
export class SocketCounts {
  readonly #limits: Pick<Limits, "sockets" | "socketsOfKernel">;
  readonly #byKernel = new Map<string, number>();
  #all = 0;

  constructor(limits: Pick<Limits, "sockets" | "socketsOfKernel">) {
    this.#limits = limits;
  }

  /** Counts a socket until it is closed; throws where there are too many. */
  add(kernelId: string, stream: Duplex): void {
    const { sockets, socketsOfKernel } = this.#limits;
    const ofKernel = this.#byKernel.get(kernelId) ?? 0;
    if (ofKernel >= socketsOfKernel) throw full(`No more than ${socketsOfKernel} WebSockets to one kernel`);
    if (this.#all >= sockets) throw full(`No more than ${sockets} WebSockets`);
    if (stream.destroyed) return;
    this.#all += 1;
    this.#byKernel.set(kernelId, ofKernel + 1);
    stream.once("close", () => this.#remove(kernelId));
  }

  #remove(kernelId: string): void {
    this.#all -= 1;
    const left = (this.#byKernel.get(kernelId) ?? 1) - 1;
    if (left > 0) this.#byKernel.set(kernelId, left);
    else this.#byKernel.delete(kernelId);
  }
}

function full(what: string): HttpError {
  return new HttpError(503, `${what} may be open here at a time; try again when others have left`);
}
