import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { pythonEnvironment } from "./python-environment.ts";

/** Gives a value to a Python program as `given` and reads what it leaves in `answer`; a warning is an error. */
export async function runPython(program: string, given: unknown): Promise<unknown> {
  const code = `import json, sys\ngiven = json.load(sys.stdin)\n${program}\njson.dump(answer, sys.stdout)`;
  const child = spawn(await pythonEnvironment(), ["-X", "utf8", "-W", "error", "-c", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(given));
  return JSON.parse(await text(child.stdout));
}
