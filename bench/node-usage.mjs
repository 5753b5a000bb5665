// Loaded into each of nbproof's Node processes by NODE_OPTIONS: at its end it writes what the process used.
import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import { isMainThread } from "node:worker_threads";

const file = process.env.NBPROOF_BENCH_USAGE;
if (isMainThread && file !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = {
      name: basename(process.argv[1] ?? "", ".js"),
      cpu: (userCPUTime + systemCPUTime) / 1e6,
      busy: performance.eventLoopUtilization().utilization,
      memory: maxRSS / 1024,
    };
    appendFileSync(file, `${JSON.stringify(usage)}\n`);
  });
}
