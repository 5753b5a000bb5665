import { constants } from "node:os";
import type { KernelExit } from "../../kernel.ts";

/** How Python ended, from the error that got as far as JavaScript: none does that Python survives. */
export function readDeath(error: unknown): KernelExit {
  const status: unknown = error instanceof Object && "status" in error ? error.status : undefined;
  if (typeof status === "number") return exitOf(status);
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const known = fatal.find(({ sign }) => sign.test(said));
  return { signal: known?.signal ?? "SIGABRT", stderrTail: known ? `${known.what} (${said})` : said };
}

/** Named as a process on this machine would end. */
const fatal: readonly { readonly sign: RegExp; readonly signal: NodeJS.Signals; readonly what: string }[] = [
  {
    sign: /call stack/,
    signal: "SIGSEGV",
    what: "The stack overflowed: too deep a recursion, in Python or in a repr()",
  },
  { sign: /out of bounds|null function/, signal: "SIGSEGV", what: "Memory was used that is not there" },
  { sign: /unreachable|Aborted/, signal: "SIGABRT", what: "Python aborted" },
];

/** As a shell says it, a status above 128 stands for a signal. */
function exitOf(status: number): KernelExit {
  const signal = Object.entries(constants.signals).find(([, number]) => number === status - 128);
  return signal === undefined ? { exitCode: status } : { signal: signal[0] };
}
