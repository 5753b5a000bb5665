import { randomUUID } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { type Settled, settleCode, writeFileCode } from "./settle-code.ts";
import { InfrastructureError } from "./server.ts";

/** Bytes of a file in one message: as base64 well below the 10 MB that servers take. */
const PART = 1_500_000;

export interface SettleOptions {
  /** The lesson's working directory here, with its files in it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Executes code silently and gives what it printed. */
  readonly execute: (code: string) => Promise<string>;
}

/**
 * Gives a kernel on a foreign server the working directory, the files and the environment of a lesson, as far as that
 * can be done from inside; answers with the names of the environment variables that it did not have when it started.
 */
export async function settleKernel({ cwd, env, execute }: SettleOptions): Promise<readonly string[]> {
  const ticket = { path: `${cwd}.ticket`, text: randomUUID() };
  await writeFile(ticket.path, ticket.text);
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("KERNEL_")));
  const settled = readSettled(await execute(settleCode({ cwd, ticket, uid: process.getuid?.(), env: own })));
  if (!settled.shared) await sendFiles(cwd, execute);
  return settled.late;
}

function readSettled(printed: string): Settled {
  try {
    const settled: unknown = JSON.parse(printed);
    if (!isSettled(settled)) throw new TypeError(`Not understood: ${printed.slice(0, 200)}`);
    return settled;
  } catch (cause) {
    throw new InfrastructureError("kernel-start", "The kernel did not say where it works", { cause });
  }
}

/** Our own code printed it: when this is there, the rest is. */
function isSettled(value: unknown): value is Settled {
  return typeof value === "object" && value !== null && "shared" in value && "late" in value;
}

async function sendFiles(cwd: string, execute: (code: string) => Promise<string>): Promise<void> {
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((file) => file.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(cwd, file).split(sep).join("/");
    const bytes = await readFile(file);
    const executable = ((await stat(file)).mode & 0o100) !== 0;
    for (let start = 0; start === 0 || start < bytes.length; start += PART) {
      const base64 = bytes.subarray(start, start + PART).toString("base64");
      await execute(writeFileCode({ path, base64, executable }));
    }
  }
}
