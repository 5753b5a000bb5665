import type { Context } from "./command.ts";
import { interrupted, main } from "./main.ts";
import { sinkOf } from "./sink.ts";

/** Runs a command line in this process: its streams, its environment, and Ctrl+C. */
export async function runInTerminal(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const err = sinkOf(process.stderr, process.env);
  const context: Context = {
    cwd: process.cwd(),
    env: process.env,
    out: sinkOf(process.stdout, process.env),
    err,
    signal: stop.signal,
  };
  process.on("SIGINT", () => {
    if (stop.signal.aborted) process.exit(interrupted);
    err.write("Stopping; Ctrl+C again stops at once\n");
    stop.abort();
  });
  process.once("SIGTERM", () => stop.abort());
  const exitCode = await main(args, context);
  return stop.signal.aborted ? interrupted : exitCode;
}
