import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { createPyodideKernels } from "../../src/kernel/pyodide/pyodide-kernels.ts";
import { recordedClient } from "../kernel/recorded-client.ts";

it("twenty embedded kernels, one after the other, leave not even half of one's memory behind", async () => {
  await using provider = createPyodideKernels({ env: process.env, cwd: import.meta.dirname });
  const used: number[] = [];
  const left: number[] = [];
  for (let cycle = 0; cycle < 20; cycle++) {
    const kernel = await provider.start("pyodide", { cwd: tmpdir(), env: {} });
    const client = await recordedClient(kernel);
    expect((await client.run(`print(${cycle})`)).join("")).toBe(`${cycle}\n`);
    used.push(process.memoryUsage().rss);
    await client[Symbol.asyncDispose]();
    await kernel.shutdown();
    left.push(process.memoryUsage().rss);
  }
  // What is left lifts the least of many sizes too, and what comes and goes does not.
  const grown = Math.min(...left.slice(13)) - Math.min(...left.slice(3, 10));
  const one = Math.min(...used.slice(3)) - Math.min(...left.slice(3));
  expect(one).toBeGreaterThan(0);
  expect(grown).toBeLessThan(one / 2);
});
