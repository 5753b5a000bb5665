import { openFilesLimit } from "../kernel/open-files.ts";

/** How many there may be of what clients can make; absent ones are what this machine has room for. */
export interface LimitOptions {
  /** Kernels at a time: 200, or fewer where the system allows few open files. */
  readonly maxKernels?: number;
  /** WebSockets at a time: 1000, or fewer where the system allows few open files. */
  readonly maxSockets?: number;
  /** Sessions at a time: 1000. */
  readonly maxSessions?: number;
}

export interface Limits {
  readonly kernels: number;
  readonly sockets: number;
  /** WebSockets to one kernel: a quarter of all, so that one cannot take the others'. */
  readonly socketsOfKernel: number;
  readonly sessions: number;
  /** TCP connections: all WebSockets, and room to ask for something. */
  readonly connections: number;
  /** Bytes that clients have not taken, over all. */
  readonly outgoing: number;
  /** Bytes that clients have sent, and that are not whole or kernels have not taken, over all. */
  readonly incoming: number;
}

/** A kernel has some fifteen files open here, a client's socket and its ZMQ sockets seven. */
export function limitsFor({ maxKernels, maxSockets, maxSessions = 1000 }: LimitOptions): Limits {
  const files = openFilesLimit();
  const sockets = maxSockets ?? Math.min(1000, Math.floor(files / 12));
  return {
    kernels: maxKernels ?? Math.min(200, Math.floor(files / 24)),
    sockets,
    socketsOfKernel: Math.ceil(sockets / 4),
    sessions: maxSessions,
    connections: sockets + Math.min(500, Math.floor(files / 8)),
    outgoing: 2 ** 30,
    incoming: 256 * 2 ** 20,
  };
}
