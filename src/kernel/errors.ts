import type { KernelExit } from "./kernel.ts";

/** No kernelspec, interpreter or virtual environment of this name. */
export class KernelNotFound extends Error {
  override readonly name = "KernelNotFound";
  readonly kernelName: string;
  /** Names of the kernelspecs that there are. */
  readonly available: readonly string[];
  readonly searchedPaths: readonly string[];

  constructor(
    kernelName: string,
    available: readonly string[],
    searchedPaths: readonly string[],
    { namesOnly = false }: { readonly namesOnly?: boolean } = {},
  ) {
    const isPath = kernelName.includes("/") && !namesOnly;
    const absence = isPath
      ? `Neither a Python nor a virtual environment is at ${kernelName}`
      : `No kernel named ${kernelName}`;
    super(
      `${absence}: ${namesOnly ? `use one of ${available.join(", ") || "none"}` : offer(available, searchedPaths)}`,
    );
    this.kernelName = kernelName;
    this.available = available;
    this.searchedPaths = searchedPaths;
  }
}

/** An interpreter that cannot run a kernel, since ipykernel is not installed in it. */
export class IpykernelMissing extends Error {
  override readonly name = "IpykernelMissing";
  readonly interpreter: string;
  /** The command that mends it. */
  readonly remedy: string;

  constructor(interpreter: string, remedy: string) {
    super(`${interpreter} has no ipykernel; install it with: ${remedy}`);
    this.interpreter = interpreter;
    this.remedy = remedy;
  }
}

/** A kernel that ended, or said nothing, before it was ready. */
export class KernelStartFailed extends Error {
  override readonly name = "KernelStartFailed";
  readonly kernelName: string;
  /** Absent where it did not end but did not answer either, or was never spawned. */
  readonly exit: KernelExit | undefined;

  constructor(kernelName: string, reason: string, options: { exit?: KernelExit; cause?: unknown } = {}) {
    const lastWords = options.exit?.stderrTail?.trimEnd();
    super(`The kernel ${kernelName} did not start: ${reason}${lastWords ? `\n${lastWords}` : ""}`, {
      cause: options.cause,
    });
    this.kernelName = kernelName;
    this.exit = options.exit;
  }
}

/** A kernel that ended and will not come back by itself. */
export class KernelDead extends Error {
  override readonly name = "KernelDead";
  readonly exit: KernelExit | undefined;

  constructor(kernelName: string, exit: KernelExit | undefined) {
    super(`The kernel ${kernelName} is dead${exit ? ` (${describeExit(exit)})` : ""}; restart it`);
    this.exit = exit;
  }
}

/** What the system, or ZMQ, says where it has no more sockets, files, processes or memory. */
const exhausted: ReadonlySet<unknown> = new Set(["EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "EAGAIN"]);

/** This machine, or this process, has no room for another client or kernel; later it may have. */
export class CapacityReached extends Error {
  override readonly name = "CapacityReached";

  constructor(what: string, options?: ErrorOptions) {
    super(`There is no room here for ${what}; try again when others have left`, options);
  }

  /** The error as this one where that is what it, or its cause, means, and else as it is. */
  static orOther(what: string, error: unknown): unknown {
    return isExhaustion(error) ? new CapacityReached(what, { cause: error }) : error;
  }
}

function isExhaustion(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && exhausted.has(error.code)) || isExhaustion(error.cause);
}

/** No folder for what kernels need on disk. */
export class NoRunFolder extends Error {
  override readonly name = "NoRunFolder";

  constructor(parents: readonly string[]) {
    super(`No folder can be made in ${parents.join(" or ")}: is it there, writable and not full?`);
  }
}

/** `exit code 3`, `SIGSEGV`. */
export function describeExit(exit: KernelExit): string {
  return exit.signal ?? (exit.exitCode === undefined ? "no exit code" : `exit code ${exit.exitCode}`);
}

function offer(available: readonly string[], searchedPaths: readonly string[]): string {
  if (available.length > 0) return `use one of ${available.join(", ")}, or a path to a Python or a virtual environment`;
  const searched = searchedPaths.length > 0 ? ` (searched ${searchedPaths.join(", ")})` : "";
  return `no kernelspec is installed${searched}; give a path to a Python or a virtual environment with ipykernel`;
}
