import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Context } from "./command.ts";
import { UsageError } from "./usage-error.ts";

/** The token that the user gave, if any. */
export interface ServeToken {
  readonly token: string | undefined;
  readonly warnings: readonly string[];
}

/**
 * Reads the token from the file that is named, else from NBPROOF_TOKEN; throws a `UsageError`. It is never an argument:
 * every user of a machine can list those. The environment of a process can be read by its user alone, and so by kernels.
 */
export async function readServeToken(
  file: string | undefined,
  { cwd, env }: Pick<Context, "cwd" | "env">,
): Promise<ServeToken> {
  if (file === undefined) return { token: checked(env["NBPROOF_TOKEN"], "NBPROOF_TOKEN"), warnings: [] };
  const path = resolve(cwd, file);
  const token = checked(await read(path, file), file);
  if (token === undefined) throw new UsageError(`${file} has no token: one line with it is expected`, "serve");
  const isOpen = process.platform !== "win32" && ((await stat(path)).mode & 0o077) !== 0;
  return { token, warnings: isOpen ? [`Others than you can read ${file}: chmod 600 ${file} mends it`] : [] };
}

async function read(path: string, file: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new UsageError(`The token cannot be read from ${file} (${reason})`, "serve");
  }
}

function checked(token: string | undefined, where: string): string | undefined {
  if (token === undefined || token === "") return undefined;
  if (/^[\x21-\x7e]{8,}$/.test(token)) return token;
  throw new UsageError(`${where} must be eight or more ASCII characters without spaces`, "serve");
}
