import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { leftovers } from "./leftovers.mjs";
import { median } from "./median.mjs";

const host = fileURLToPath(new URL("kill-host.mjs", import.meta.url));
/** Milliseconds: the latest moment of a kill, and how long something may still be there after it. */
const latest = 4000;
const patience = 5000;

/** Kills a process that runs kernels with pools in them at so many random moments; tells what it left, and how long. */
export async function runKills({ python, kills, ipython, log }) {
  const survivors = [];
  const cleanMs = [];
  let withKernel = 0;
  let withPool = 0;
  for (let number = 1; number <= kills; number += 1) {
    const folder = mkdtempSync(join(tmpdir(), "nbproof-soak-"));
    const child = spawn(process.execPath, [host, python, folder, ipython], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    const moment = Math.round(Math.random() * latest);
    await setTimeout(moment);
    const alive = leftovers(folder, `NBPROOF_SOAK=${folder}`).length;
    child.kill("SIGKILL");
    const killed = performance.now();
    await once(child, "exit");
    if (alive > 1) withKernel += 1;
    if (said.includes("pool")) withPool += 1;

    let left = leftovers(folder, `NBPROOF_SOAK=${folder}`);
    while (left.length > 0 && performance.now() - killed < patience) {
      await setTimeout(50);
      left = leftovers(folder, `NBPROOF_SOAK=${folder}`);
    }
    cleanMs.push(performance.now() - killed);
    if (left.length > 0) survivors.push({ number, moment, left });
    rmSync(folder, { recursive: true, force: true });
    if (number % 10 === 0) log(`${number} of ${kills}`);
  }
  const [middle, longest] = [median(cleanMs), Math.max(...cleanMs)].map(Math.round);
  return { kills, withKernel, withPool, cleanMs: { median: middle, longest }, survivors };
}
