import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { KernelAPI, KernelConnection, ServerConnection } from "@jupyterlab/services";
import { startBridge } from "../../build/bridge.js";
import { createKernels } from "../../build/kernels.js";
import { startFlood } from "./flood-client.mjs";
import { leftovers } from "./leftovers.mjs";
import { median } from "./median.mjs";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/**
 * Starts, uses and shuts down so many kernels, so many at a time; tells what went wrong, what it took, and what this
 * process uses on the way and at the end, when all of them are gone. `flooded`: beside a client that floods the server.
 */
export async function runCycles({ name, cycles, atOnce, fork, flooded = false, ipython, log }) {
  const folder = mkdtempSync(join(tmpdir(), "nbproof-soak-"));
  const marker = `NBPROOF_SOAK=${folder}`;
  const notForked = [];
  const provider = createKernels({
    env: { XDG_RUNTIME_DIR: folder },
    cwd: folder,
    fork,
    onSpawn: (_, reason) => notForked.push(reason),
  });
  const bridge = await startBridge({
    provider,
    allowEnv: [],
    env: { PATH: "/usr/bin:/bin", NBPROOF_SOAK: folder, IPYTHONDIR: ipython },
    cwd: tmpdir(),
  });
  const { url: baseUrl, token } = bridge;
  const server = ServerConnection.makeSettings({
    baseUrl,
    wsUrl: baseUrl.replace("http", "ws"),
    token,
    appendToken: true,
  });
  const lost = [];
  const starts = [];
  const handles = [];
  let busiest = 0;
  let next = 0;

  async function worker() {
    while (next < cycles) {
      const number = (next += 1);
      const began = performance.now();
      const model = await KernelAPI.startNew({ name }, server);
      starts.push(performance.now() - began);
      const shown = await firstOutput(model, `cycle ${number}`);
      if (shown !== `cycle ${number}\n`) lost.push({ number, shown });
      busiest = Math.max(busiest, megabytes());
      await KernelAPI.shutdownKernel(model.id, server);
      if (number % 100 === 0) log(`${number} of ${cycles}`);
      if (number % Math.ceil(cycles / 5) === 0) handles.push(countHandles());
    }
  }

  async function firstOutput(model, text) {
    const kernel = new KernelConnection({ model, serverSettings: server });
    let shown = "";
    const future = kernel.requestExecute({ code: `print(${JSON.stringify(text)})` });
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === "stream") shown += content.text;
    };
    await future.done;
    kernel.dispose();
    return shown;
  }

  const flood = flooded ? await startFlood(name, server) : undefined;
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - began) / 1000;
  await flood?.[Symbol.asyncDispose]();
  await bridge[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
  await setTimeout(1000);
  const left = leftovers(folder, marker);
  rmSync(folder, { recursive: true, force: true });
  collectGarbage();
  return {
    cycles,
    atOnce,
    seconds: round(seconds),
    readyMs: round(median(starts)),
    lost,
    left,
    notForked,
    handles,
    busiest,
    ...(flood && { floodClosed: flood.closed }),
    end: countHandles(),
  };
}

/** What keeps Node awake, and the open file descriptors where the system tells. */
function countHandles() {
  const counts = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  const files = process.platform === "linux" ? { files: readdirSync("/proc/self/fd").length } : {};
  return { ...counts, ...files, megabytes: megabytes(), kept: kept() };
}

/** Of memory, in use by this process. */
function megabytes() {
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}

/** Of that, what JavaScript holds; the rest is the allocator's, which need not give back what is free. */
function kept() {
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 2 ** 20);
}

function round(value) {
  return Math.round(value * 10) / 10;
}
