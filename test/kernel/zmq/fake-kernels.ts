import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Kernel, KernelProvider, StartOptions } from "../../../src/kernel/kernel.ts";
import type { Transport } from "../../../src/kernel/zmq/connection.ts";
import { createZmqKernels } from "../../../src/kernel/zmq/zmq-kernels.ts";

export interface FakeKernels extends AsyncDisposable {
  readonly provider: KernelProvider;
  start(env?: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Kernel>;
  /** What is in the folder in which run folders are made. */
  leftovers(): Promise<string[]>;
}

export interface FakeKernelsOptions {
  readonly transport?: Transport;
  readonly interruptMode?: "signal" | "message";
}

/** A provider whose only kernelspec, `fake`, is `fake-zmq-kernel.mjs`. */
export async function fakeKernels(options: FakeKernelsOptions = {}): Promise<FakeKernels> {
  const folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
  const spec = {
    argv: [process.execPath, fileURLToPath(new URL("fake-zmq-kernel.mjs", import.meta.url)), "{connection_file}"],
    display_name: "Fake",
    language: "fake",
    interrupt_mode: options.interruptMode ?? "signal",
  };
  const runFolders = join(folder, "run");
  await mkdir(runFolders);
  await mkdir(join(folder, "data/kernels/fake"), { recursive: true });
  await writeFile(join(folder, "data/kernels/fake/kernel.json"), JSON.stringify(spec));
  const provider = createZmqKernels({
    env: { JUPYTER_PATH: join(folder, "data"), JUPYTER_DATA_DIR: folder, XDG_RUNTIME_DIR: runFolders },
    cwd: folder,
    transport: options.transport ?? "ipc",
  });
  return {
    provider,
    start(env = {}, signal?: AbortSignal) {
      const start: StartOptions = { cwd: folder, env: { PATH: "/usr/bin:/bin", ...env }, ...(signal && { signal }) };
      return provider.start("fake", start);
    },
    leftovers: () => readdir(runFolders),
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
