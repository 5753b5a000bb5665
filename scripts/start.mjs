// npm start: builds the course, executes all of it and prints the verdicts; makes .venv where there is no kernel.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { createZmqKernels } from "../dist/kernel/zmq/zmq-kernels.js";
import { makeVenv } from "./make-venv.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, "dist", "cli.js");

function nbproof(...args) {
  const { status } = spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: "inherit" });
  return status ?? 1;
}

async function kernelArguments() {
  const kernels = await createZmqKernels({ env: process.env, cwd: root }).kernelSpecs();
  if (kernels.has("python3")) return [];
  console.log("No kernel python3 is installed, so the lessons run in one of our own");
  await makeVenv({ tell: console.log });
  return ["--kernel", "./.venv"];
}

const built = nbproof("build");
process.exitCode = built || nbproof("validate", ...(await kernelArguments()), ...process.argv.slice(2));
