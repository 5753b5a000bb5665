import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Kernel, KernelProvider } from "../../src/kernel/kernel.ts";
import { createKernels } from "../../src/kernel/kernels.ts";
import { recordedClient } from "../kernel/recorded-client.ts";
import { pythonEnvironment } from "./python-environment.ts";

/** 20 by hand. */
const rounds = Number(process.env["NBPROOF_STORM_ROUNDS"] ?? 2);

let folder: string;
let provider: KernelProvider;

beforeEach(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
});

afterEach(async () => {
  await provider[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function start(kind: string): Promise<Kernel> {
  provider = createKernels({ env: process.env, cwd: folder, fork: kind === "forked" });
  const name = kind === "embedded" ? "pyodide" : await pythonEnvironment();
  return await provider.start(name, { cwd: folder, env: { PATH: "/usr/bin:/bin" } });
}

async function storm(kernel: Kernel, size: number): Promise<void> {
  await Promise.all(Array.from({ length: size }, () => kernel.interrupt()));
}

describe.each(["forked", "spawned", "embedded"])("interrupts of a kernel that is %s", (kind) => {
  it(
    "leave it its state, however many they are, whether it is idle, works or waits",
    async () => {
      const kernel = await start(kind);
      await using client = await recordedClient(kernel);
      await client.run("x = 42");
      const waits = "import asyncio\nawait asyncio.sleep(600)";
      const works = "while True: pass";
      for (let round = 0; round < rounds; round += 1) {
        for (const size of [1, 10, 20, 1000]) {
          await storm(kernel, size);
          expect(await client.shown("print(x)")).toBe("42\n");
          for (const code of [waits, works]) {
            const id = await client.begin(code);
            await storm(kernel, size);
            expect(["KeyboardInterrupt", "CancelledError"]).toContain(await client.errorOf(id));
            expect(await client.shown("print(x)")).toBe("42\n");
          }
        }
      }
      expect(kernel.lastExit).toBeUndefined();
    },
    120_000 * Math.max(1, rounds / 4),
  );
});
