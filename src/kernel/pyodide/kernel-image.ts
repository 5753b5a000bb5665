import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { PyodidePackage } from "./find-pyodides.ts";
import { readPythonFiles } from "./python-files.ts";
import { readSnapshot, writeSnapshot } from "./snapshot-cache.ts";
import { startThread } from "./start-thread.ts";
import type { FromThread, ThreadOptions } from "./worker/thread-messages.ts";

/** What every kernel of one Pyodide starts from; the threads share it. */
export interface KernelImage extends Omit<ThreadOptions, "live"> {
  readonly snapshot: Uint8Array;
  /** The snapshot was kept, by whoever: not made just now. */
  readonly kept: boolean;
}

export interface ImageOptions {
  /** The cache folder. */
  readonly cache: string;
  /** Make the snapshot, whether or not one is kept. */
  readonly anew: boolean;
  /** Milliseconds that making a snapshot may take. */
  readonly timeout: number;
}

/** Of making a snapshot: another makes other bytes of the same files. */
const way = "still world";

/** Gets an image ready: its snapshot is read from the cache folder, or made and kept there. */
export async function prepareImage(
  pyodide: PyodidePackage,
  { cache, anew, timeout }: ImageOptions,
): Promise<KernelImage> {
  const [bytes, { files, digest }] = await Promise.all([
    readFile(join(pyodide.folder, "pyodide.asm.wasm")),
    readPythonFiles(),
  ]);
  const wasm = await WebAssembly.compile(bytes);
  const parts = { packageFolder: pyodide.folder, wasm, files };
  const key = createHash("sha256").update(way).update(bytes).update(digest).digest("hex").slice(0, 16);
  const name = `pyodide-${pyodide.version}-${key}`;
  const kept = anew ? undefined : await readSnapshot(cache, name);
  if (kept !== undefined) return { ...parts, snapshot: shared(kept), kept: true };
  const made = await makeSnapshot(parts, timeout);
  await writeSnapshot(cache, name, made);
  return { ...parts, snapshot: shared(made), kept: false };
}

async function makeSnapshot(parts: Omit<ThreadOptions, "live">, timeout: number): Promise<Uint8Array> {
  const messages = new EventEmitter();
  await using thread = startThread(parts, { onMessage: (message) => messages.emit("message", message) });
  const [message]: readonly (FromThread | string)[] = await Promise.race([
    once(messages, "message"),
    thread.exited.then((reason) => [reason]),
    setTimeout(timeout, [`it was not ready in ${timeout / 1000} s`], { ref: false }),
  ]);
  if (message instanceof Object && message.type === "snapshot") return message.bytes;
  throw new Error(`its snapshot could not be made\n${typeof message === "string" ? message : ""}`);
}

/** Each thread would otherwise get a copy. */
function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
