import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** Builds `dist`, which the tests of the command line run, before the first of them. */
export default function buildSources(): void {
  execFileSync("npm", ["run", "build"], { cwd: resolve(import.meta.dirname, "../.."), stdio: "pipe" });
}
