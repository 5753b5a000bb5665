import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { KernelExit } from "../kernel.ts";
import { keepTail, signalGroup, type KernelProcess, type LaunchOptions } from "./kernel-process.ts";
import { settlesWithin } from "./settles-within.ts";

/** Spawns a kernel; rejects where that fails at once, for instance for want of the working directory. */
export async function spawnKernel(options: LaunchOptions): Promise<KernelProcess> {
  // ipykernel ends by itself when it is no longer the child of this process.
  const env = { JPY_PARENT_PID: String(process.pid), ...options.env };
  return (await spawnLeader({ ...options, env }, [])).leader;
}

/** A process that leads a group of its own, and Node's handle of it. */
export interface SpawnedLeader {
  readonly leader: KernelProcess;
  readonly child: ChildProcess;
}

/** Spawns it with its group's id on disk, and with more streams from file descriptor 3 on where they are given. */
export async function spawnLeader(
  { argv, env, cwd, folder }: LaunchOptions,
  more: readonly "pipe"[],
): Promise<SpawnedLeader> {
  const child = spawn("/bin/sh", ["-c", launchScript, folder, ...argv], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe", ...more],
  });
  const { stdout, stderr } = child;
  const tail = stderr === null ? () => "" : keepTail(stderr);
  // Drained and forgotten: a kernel that writes to its own file descriptor 1 must never block.
  stdout?.resume();
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
    stdout?.destroy();
    stderr?.destroy();
    const stderrTail = tail();
    return { ...exit, ...(stderrTail !== "" && { stderrTail }) };
  });
  const leader: KernelProcess = {
    pid,
    publishesAll: false,
    exited,
    signal(signal) {
      if (!gone) signalGroup(pid, signal);
    },
  };
  return { leader, child };
}

/**
 * The id is on disk before the kernel runs, in the name of a file, so that it appears whole or not at all. The shell
 * adds variables of its own to the environment; they are taken out again.
 */
const launchScript = `: > "$0/$$.pid" || exit 1; unset PWD OLDPWD SHLVL; exec "$@"`;
