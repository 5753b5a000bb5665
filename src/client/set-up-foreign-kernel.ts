import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { type Settled, type Settlement, foreignSetUpCode, writeFileCode } from "./foreign-set-up-code.ts";
import { InfrastructureError } from "./server.ts";

/** Bytes of a file in one message: as base64 well below the 10 MB that servers take. */
const PART = 1_500_000;

export interface ForeignSetUp {
  /** The lesson's working directory here, with its files in it. */
  readonly cwd: string;
  /** The notebook in it, where it is the notebook's own and not to be copied. */
  readonly notebook?: string;
  readonly env: Readonly<Record<string, string>>;
  /** Executes code silently and gives what it printed. */
  readonly execute: (code: string) => Promise<string>;
}

/**
 * Gives a kernel on a foreign server the working directory, the files and the environment of a lesson, as far as that
 * can be done from inside; answers with the names of the environment variables that it did not have when it started.
 * Throws `InfrastructureError` where it does not see a notebook's folder.
 */
export async function setUpForeignKernel({ cwd, notebook, env, execute }: ForeignSetUp): Promise<readonly string[]> {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("KERNEL_")));
  const proof =
    notebook === undefined
      ? { ticket: await makeTicket(`${cwd}.ticket`), uid: process.getuid?.() ?? -1 }
      : { ticket: { path: notebook, digest: digestOf(await readFile(notebook)) } };
  const settled = readSettled(await execute(foreignSetUpCode({ cwd, ...proof, env: own })));
  if (!settled.shared && notebook !== undefined) throw new InfrastructureError("kernel-start", notSeen(notebook));
  if (!settled.shared) await sendFiles(cwd, execute);
  return settled.late;
}

async function makeTicket(path: string): Promise<Settlement["ticket"]> {
  const text = randomUUID();
  await writeFile(path, text);
  return { path, digest: digestOf(text) };
}

function digestOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function notSeen(notebook: string): string {
  return `The kernel does not see ${notebook}. A notebook runs in its own folder: take a server on this machine or one with the same files, or import the notebook as a lesson, which brings its files`;
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
