import type { Readable } from "node:stream";
import type { KernelExit } from "../kernel.ts";

/** How a kernel's process is launched. */
export interface LaunchOptions {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The kernel's folder in the run folder: its process group's id is left there for the watchdog. */
  readonly folder: string;
}

/** A kernel's process, which leads a group and a session of its own. */
export interface KernelProcess {
  readonly pid: number;
  /** Its publisher has no limit from the start. */
  readonly publishesAll: boolean;
  /** Resolves when the process has ended and the rest of its group is killed. */
  readonly exited: Promise<KernelExit>;
  /** Sends a signal to the whole group, so that children of a cell are reached too. */
  signal(signal: NodeJS.Signals): void;
}

/** Sends a signal to a process group that may be gone already. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: nobody is left. EPERM: macOS says so when only zombies are left.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
  }
}

/** Reads a stream to its end and remembers its last 8 KiB. */
export function keepTail(stream: Readable, size = 8192): () => string {
  let tail = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-size);
  });
  return () => tail.toString();
}
