import { describe, expect, it } from "vitest";

import { chooseDefaultKernel } from "../../src/kernel/default-kernel.ts";
import type { KernelProvider, KernelSpec } from "../../src/kernel/kernel.ts";

function spec(name: string, resourceDir?: string): KernelSpec {
  const rest = {
    argv: [],
    displayName: name,
    language: "python",
    interruptMode: "signal",
    env: {},
    metadata: {},
  } as const;
  return { name, ...rest, ...(resourceDir === undefined ? {} : { resourceDir }) };
}

function providing(...specs: readonly KernelSpec[]): KernelProvider {
  return {
    kernelSpecs: async () => await Promise.resolve(new Map(specs.map((each) => [each.name, each]))),
    kernelSpec: async () => await Promise.reject(new Error("not asked for")),
    prepare: async () => await Promise.reject(new Error("not asked for")),
    start: async () => await Promise.reject(new Error("not asked for")),
    [Symbol.asyncDispose]: async () => await Promise.resolve(),
  };
}

describe("chooseDefaultKernel()", () => {
  it.each([
    [
      "the kernelspec python3, and says where it is",
      [spec("pyodide"), spec("python3", "/jupyter/kernels/python3")],
      { name: "python3", why: "the kernelspec python3 was found in /jupyter/kernels/python3" },
    ],
    [
      "the embedded kernel where there is no python3",
      [spec("pyodide"), spec("pyodide-3.13"), spec("julia")],
      { name: "pyodide", why: "no kernelspec python3 was found, so the embedded kernel" },
    ],
    ["none where there is neither", [spec("julia")], undefined],
  ])("chooses %s", async (_, specs, choice) => {
    expect(await chooseDefaultKernel(providing(...specs))).toEqual(choice);
  });
});
