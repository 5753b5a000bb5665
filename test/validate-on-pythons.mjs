// Validates the course on every CPython from 3.10 to 3.13 that is installed, and says which are not.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { makeVenvs } from "./make-venvs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { folders, missing } = await makeVenvs(console.log);
const failed = folders.filter((folder) => {
  const args = ["dist/cli.js", "validate", "notebooks-src/python-internals", "--kernel", folder];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status !== 0;
});
for (const series of missing) console.log(`Not validated on CPython ${series}: it is not installed here`);
for (const folder of failed) console.log(`Not true on ${folder}`);
console.log(`The course is true on ${folders.length - failed.length} of ${folders.length} CPythons`);
process.exitCode = failed.length > 0 || folders.length === 0 ? 1 : 0;
