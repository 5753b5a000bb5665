// oxlint-disable no-console -- nothing is written to it here
import type { Context } from "./command.ts";
import { interrupted, runCommandLine } from "./run-command-line.ts";
import { renderFailure } from "./render-failure.ts";
import { sinkOf } from "./sink.ts";

// What a shell gives for a process that SIGTERM ended.
const terminated = 143;

/** Milliseconds in which a command ends by itself. */
const patience = 350;
/** Milliseconds in which the process ends by itself when its command has ended, where it was told to stop. */
const lingering = 350;

/** Runs a command line in this process: its streams, its environment, Ctrl+C, and what nobody caught. */
export async function runInTerminal(args: readonly string[]): Promise<number> {
  silenceLibraries();
  const stop = new AbortController();
  let tell: (() => void) | undefined;
  let listening = false;
  const context: Context = {
    cwd: process.cwd(),
    env: process.env,
    out: sinkOf(process.stdout, process.env),
    err: sinkOf(process.stderr, process.env),
    signal: stop.signal,
    listen: () => {
      if (!listening) listen();
    },
    onStop: (words) => {
      tell = words;
      if (!listening) listen();
    },
  };
  const end = (exitCode: number): void => {
    stop.abort();
    // Whatever still has to end is ended by its watchdog: who wants to stop is not to wait for a kernel that does not listen.
    setTimeout(() => {
      if (tell === undefined) return;
      context.err.draw([]);
      tell();
      process.exit(exitCode);
    }, patience).unref();
  };
  let stopped = interrupted;
  const onInterrupt = (): void => {
    if (stop.signal.aborted) process.exit(interrupted);
    context.err.write("Stopping; Ctrl+C again stops at once\n");
    end(interrupted);
  };
  const onTerminate = (): void => {
    if (stop.signal.aborted) return;
    stopped = terminated;
    end(terminated);
  };
  const listen = (): void => {
    listening = true;
    process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  };
  process.on("uncaughtException", (error) => exitWith(error, context));
  const exitCode = await runCommandLine(args, context);
  if (exitCode === interrupted) tell?.();
  tell = undefined;
  const code = exitCode === interrupted ? stopped : exitCode;
  // What still waits now, as a request to a server that does not answer, waits for nobody.
  if (stop.signal.aborted) setTimeout(() => process.exit(code), lingering).unref();
  return code;
}

function silent(): void {}

/** What libraries say is for whoever writes programs with them: `Connection lost, reconnecting in 4 seconds`. */
function silenceLibraries(): void {
  Object.assign(console, { debug: silent, log: silent, info: silent, warn: silent, error: silent, trace: silent });
}

/** Left to itself, Node would exit with 1, which means that a lesson is wrong. */
function exitWith(error: unknown, { err }: Context): never {
  const { text, exitCode } = renderFailure(error, err.style);
  err.draw([]);
  err.write(text);
  process.exit(exitCode);
}
