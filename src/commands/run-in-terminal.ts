import type { Context, Sink } from "./command.ts";
import { main } from "./main.ts";
import { terminalStyle } from "./terminal-style.ts";

const interrupted = 130;

/** Runs a command line in this process: its streams, its environment, and Ctrl+C. */
export async function runInTerminal(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const err = sinkOf(process.stderr);
  const context: Context = {
    cwd: process.cwd(),
    env: process.env,
    out: sinkOf(process.stdout),
    err,
    signal: stop.signal,
  };
  process.on("SIGINT", () => {
    if (stop.signal.aborted) process.exit(interrupted);
    err.write("\nStopping; Ctrl+C again stops at once\n");
    stop.abort();
  });
  process.once("SIGTERM", () => stop.abort());
  const exitCode = await main(args, context);
  return stop.signal.aborted ? interrupted : exitCode;
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  // Whoever reads may close the pipe early (`| head`); the verdict is still due in the exit code.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const live = stream.isTTY && process.env["TERM"] !== "dumb" && process.env["CI"] === undefined;
  return {
    write: (text) => void stream.write(text),
    style: terminalStyle({ isTTY: stream.isTTY, columns: stream.columns, env: process.env }),
    live,
  };
}
