#!/usr/bin/env node
import { nbproofVersion } from "./package/version.ts";

const args = process.argv.slice(2);

// The version costs no more than Node itself: all else is loaded only when it is needed.
if (args[0] === "--version") {
  process.stdout.write(`${nbproofVersion()}\n`);
} else {
  const { runInTerminal } = await import("./commands/run-in-terminal.ts");
  process.exitCode = await runInTerminal(args);
}
