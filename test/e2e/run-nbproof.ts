import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { resolve } from "node:path";

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
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
  { cwd, env = {}, meanwhile }: RunOptions,
): Promise<NbproofRun> {
  const inherited = { PATH: process.env["PATH"], HOME: process.env["HOME"] };
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((settle) => void child.on("close", settle));
  const output = Promise.all([text(child.stdout).catch(() => ""), text(child.stderr)]);
  await meanwhile?.(child);
  const exitCode = await ended;
  const [stdout, stderr] = await output;
  return { exitCode, stdout, stderr };
}
