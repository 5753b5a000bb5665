#!/usr/bin/env node
import module from "node:module";

import { nbproofVersion } from "./package/version.ts";

const args = process.argv.slice(2);

// The version costs no more than Node itself: all else is loaded only when it is needed.
if (args[0] === "--version") {
  process.stdout.write(`${nbproofVersion()}\n`);
} else {
  // What V8 compiled of us is kept for the next run, from Node 22 on: https://nodejs.org/api/module.html#module-compile-cache
  Reflect.get(module, "enableCompileCache")?.();
  const { runInTerminal } = await import("./commands/run-in-terminal.ts");
  process.exitCode = await runInTerminal(args);
}
