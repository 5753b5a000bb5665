import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** Builds `dist`, which the tests of the command line run, once before the first of them. */
export default function buildSources(): void {
  // Each project of a run comes here; and .ci/run, which has built it, says so.
  if (process.env["NBPROOF_BUILT"] !== undefined) return;
  execFileSync("npm", ["run", "build"], { cwd: resolve(import.meta.dirname, "../.."), stdio: "pipe" });
  process.env["NBPROOF_BUILT"] = "1";
}
