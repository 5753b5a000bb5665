import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createKernels } from "../../src/kernel/kernels.ts";
import { differences } from "./conformance-differences.ts";
import { examples } from "./conformance-cells.ts";
import { observeRequests, type Observed } from "./observe-request.ts";
import { pythonEnvironment } from "./python-environment.ts";

let ipykernel: (readonly Observed[])[];
beforeAll(async () => {
  ipykernel = await observe(await pythonEnvironment());
});

async function observe(name: string): Promise<(readonly Observed[])[]> {
  const folder = await mkdtemp(join(tmpdir(), "nbproof-conformance-"));
  try {
    return await observeIn(folder, name);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The kernel has ended when this has: IPython writes into the folder as long as it lives. */
async function observeIn(folder: string, name: string): Promise<(readonly Observed[])[]> {
  await using provider = createKernels({ env: process.env, cwd: folder });
  const env = {
    COLUMNS: "80",
    TZ: "UTC",
    PYTHONHASHSEED: "0",
    IPYTHONDIR: join(folder, "ipython"),
    PATH: "/usr/bin:/bin",
  };
  const kernel = await provider.start(name, { cwd: folder, env });
  return await observeRequests(kernel, examples);
}

describe.each(["pyodide", "pyodide-3.13", "pyodide-3.12"])("%s answers as ipykernel does", (name) => {
  let embedded: (readonly Observed[])[];
  beforeAll(async () => {
    embedded = await observe(name);
  });

  it.each(examples.map(({ title }, index) => [title, index] as const))("%s", (title, index) => {
    if (differences.has(title)) expect(embedded[index]).not.toEqual(ipykernel[index]);
    else expect(embedded[index]).toEqual(ipykernel[index]);
  });
});
