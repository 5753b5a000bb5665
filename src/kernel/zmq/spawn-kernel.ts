import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import type { KernelExit } from "../kernel.ts";
import { settlesWithin } from "./settles-within.ts";

export interface SpawnOptions {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The kernel's folder in the run folder: its process group's id is left there for the watchdog. */
  readonly folder: string;
}

/** A kernel's process, which leads a group and a session of its own. */
export interface KernelProcess {
  readonly pid: number;
  /** Resolves when the process has ended and the rest of its group is killed. */
  readonly exited: Promise<KernelExit>;
  /** Sends a signal to the whole group, so that children of a cell are reached too. */
  signal(signal: NodeJS.Signals): void;
}

/** Spawns a kernel; rejects where that fails at once, for instance for want of the working directory. */
export async function spawnKernel({ argv, env, cwd, folder }: SpawnOptions): Promise<KernelProcess> {
  const child = spawn("/bin/sh", ["-c", launchScript, folder, ...argv], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stderr = keepTail(child.stderr);
  // Drained and forgotten: a kernel that writes to its own file descriptor 1 must never block.
  child.stdout.resume();
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ended = new Promise<Omit<KernelExit, "stderrTail">>((resolve) => {
    child.once("exit", (exitCode, signal) => {
      resolve({ ...(exitCode !== null && { exitCode }), ...(signal !== null && { signal }) });
    });
  });
  await once(child, "spawn");
  const { pid } = child;
  if (pid === undefined) throw new Error("A spawned process has no id");

  let gone = false;
  const exited = ended.then(async (exit): Promise<KernelExit> => {
    signalGroup(pid, "SIGKILL");
    // From now on the id may be another's.
    gone = true;
    // A grandchild that left the group can hold the pipes open for as long as it likes.
    await settlesWithin(closed, 200);
    child.stdout.destroy();
    child.stderr.destroy();
    const stderrTail = stderr();
    return { ...exit, ...(stderrTail !== "" && { stderrTail }) };
  });
  return {
    pid,
    exited,
    signal(signal) {
      if (!gone) signalGroup(pid, signal);
    },
  };
}

/**
 * The id is on disk before the kernel runs, in the name of a file, so that it appears whole or not at all. The shell
 * adds variables of its own to the environment; they are taken out again.
 */
const launchScript = `: > "$0/$$.pid" || exit 1; unset PWD OLDPWD SHLVL; exec "$@"`;

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: nobody is left. EPERM: macOS says so when only zombies are left.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
  }
}

/** Reads a stream to its end and remembers its last 8 KiB. */
function keepTail(stream: Readable, size = 8192): () => string {
  let tail = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-size);
  });
  return () => tail.toString();
}
