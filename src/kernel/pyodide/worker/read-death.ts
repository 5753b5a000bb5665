import { constants } from "node:os";
import { readFatalError } from "../../../embedded/fatal-error.ts";
import type { KernelExit } from "../../kernel.ts";

/** How Python ended, from the error that got as far as JavaScript: none does that Python survives. */
export function readDeath(error: unknown): KernelExit {
  const status: unknown = error instanceof Object && "status" in error ? error.status : undefined;
  if (typeof status === "number") return exitOf(status);
  const { said, known } = readFatalError(error);
  return { signal: known?.signal ?? "SIGABRT", stderrTail: known ? `${known.what} (${said})` : said };
}

/** As a shell says it, a status above 128 stands for a signal. */
function exitOf(status: number): KernelExit {
  const signal = Object.entries(constants.signals).find(([, number]) => number === status - 128);
  return signal === undefined ? { exitCode: status } : { signal: signal[0] };
}
