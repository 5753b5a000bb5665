import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { examples } from "./conformance-cells.ts";
import { observeRequests, type Observed } from "./observe-request.ts";
import { processExamples } from "./process-cells.ts";
import { pythonEnvironment } from "./python-environment.ts";

const cells = [...processExamples, ...examples];
/** What a cell said, as far as it does not name the run: `/tmp/nbproof-1a2b3c4d/` is each run's own. */
type Answers = readonly (readonly Observed[])[];

let folder: string;
let spawned: Answers;
let forked: Answers;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-same-"));
  spawned = await observe({ fork: false });
  forked = await observe({ fork: true });
}, 300_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Both run in the same folders, one after the other. */
async function observe({ fork }: { readonly fork: boolean }): Promise<Answers> {
  const [cwd, ipython] = [join(folder, "work"), join(folder, "ipython")];
  await Promise.all([cwd, ipython].map((path) => mkdir(path)));
  const refusals: string[] = [];
  await using provider = createZmqKernels({ env: {}, cwd, fork, onSpawn: (_, reason) => refusals.push(reason) });
  const env = { COLUMNS: "80", TZ: "Asia/Tokyo", PYTHONHASHSEED: "7", IPYTHONDIR: ipython, PATH: "/usr/bin:/bin" };
  const kernel = await provider.start(await pythonEnvironment(), { cwd, env });
  const observed = await observeRequests(kernel, cells);
  await kernel.shutdown();
  expect(refusals).toEqual([]);
  await Promise.all([cwd, ipython].map((path) => rm(path, { recursive: true })));
  return observed;
}

describe("a forked kernel answers as a spawned one does", () => {
  it.each(cells.map(({ title }, index) => [title, index] as const))("%s", (_, index) => {
    expect(forked[index]).toEqual(spawned[index]);
  });
});
