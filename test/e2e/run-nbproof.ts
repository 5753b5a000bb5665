import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** It leads a process group, as what a terminal runs in the foreground. */
  readonly detached?: boolean;
  /** What to do with the process while it runs. */
  readonly meanwhile?: (child: ChildProcess) => void | Promise<void>;
}

export interface NbproofRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const cli = resolve(import.meta.dirname, "../../dist/cli.js");

/** Runs the built command line as a user would, without a terminal. */
export async function runNbproof(
  args: readonly string[],
  { cwd, env = {}, detached = false, meanwhile }: RunOptions,
): Promise<NbproofRun> {
  const inherited = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { ...inherited, ...env },
    detached,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((settle) => void child.on("close", settle));
  const heard = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => void (heard[name] += text));
    child[name].on("error", () => undefined);
  }
  const told = (): string => `nbproof ${args.join(" ")}\n${heard.stdout}${heard.stderr}`;
  // A test that hangs says no more than that: what it had come to is told before its time is over.
  const slow = setTimeout(() => console.error(`Still running after 100 s: ${told()}`), 100_000);
  try {
    const done = Promise.resolve(meanwhile?.(child));
    // What waits for something that nbproof did not do would wait for ever.
    const missed = ended.then(async (exitCode) => {
      await sleep(30_000, undefined, { ref: false });
      throw new Error(`What the test waited for did not come before the end with ${exitCode}: ${told()}`);
    });
    missed.catch(() => undefined);
    await Promise.race([done, missed]);
    return { exitCode: await ended, ...heard };
  } finally {
    clearTimeout(slow);
  }
}
