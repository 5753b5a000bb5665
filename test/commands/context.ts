import type { Context, Sink } from "../../src/commands/command.ts";
import { plainStyle } from "../../src/report/style.ts";

/** A context that keeps what is written instead of showing it. */
export interface RecordedContext {
  readonly context: Context;
  readonly out: () => string;
  readonly err: () => string;
}

export function recordContext(cwd: string): RecordedContext {
  const out: string[] = [];
  const err: string[] = [];
  const context: Context = { cwd, env: {}, out: sink(out), err: sink(err), signal: new AbortController().signal };
  return { context, out: () => out.join(""), err: () => err.join("") };
}

function sink(into: string[]): Sink {
  return { write: (text) => void into.push(text), draw: () => undefined, style: plainStyle, live: false };
}
