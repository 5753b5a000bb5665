import type { Context } from "./command.ts";
import { interrupted, runCommandLine } from "./run-command-line.ts";
import { renderFailure } from "./render-failure.ts";
import { sinkOf } from "./sink.ts";

// What a shell gives for a process that SIGTERM ended.
const terminated = 143;

/** Runs a command line in this process: its streams, its environment, Ctrl+C, and what nobody caught. */
export async function runInTerminal(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const context: Context = {
    cwd: process.cwd(),
    env: process.env,
    out: sinkOf(process.stdout, process.env),
    err: sinkOf(process.stderr, process.env),
    signal: stop.signal,
  };
  let stopped = interrupted;
  process.on("SIGINT", () => {
    if (stop.signal.aborted) process.exit(interrupted);
    context.err.write("Stopping; Ctrl+C again stops at once\n");
    stop.abort();
  });
  process.once("SIGTERM", () => {
    stopped = terminated;
    stop.abort();
  });
  process.on("uncaughtException", (error) => exitWith(error, context));
  const exitCode = await runCommandLine(args, context);
  return exitCode === interrupted ? stopped : exitCode;
}

/** Left to itself, Node would exit with 1, which means that a lesson is wrong. */
function exitWith(error: unknown, { err }: Context): never {
  const { text, exitCode } = renderFailure(error, err.style);
  err.draw([]);
  err.write(text);
  process.exit(exitCode);
}
