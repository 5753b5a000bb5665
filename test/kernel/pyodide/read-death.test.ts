import { describe, expect, it } from "vitest";
import { readDeath } from "../../../src/kernel/pyodide/worker/read-death.ts";

const overflow = "The stack overflowed: too deep a recursion, in Python or in a repr()";

describe("readDeath()", () => {
  it.each([
    { error: { status: 3 }, exit: { exitCode: 3 } },
    { error: { status: 0 }, exit: { exitCode: 0 } },
    { error: { status: 137 }, exit: { signal: "SIGKILL" } },
    {
      error: new RangeError("Maximum call stack size exceeded"),
      exit: { signal: "SIGSEGV", stderrTail: `${overflow} (RangeError: Maximum call stack size exceeded)` },
    },
    {
      error: new Error("memory access out of bounds"),
      exit: { signal: "SIGSEGV", stderrTail: "Memory was used that is not there (Error: memory access out of bounds)" },
    },
    { error: new Error("unreachable"), exit: { signal: "SIGABRT", stderrTail: "Python aborted (Error: unreachable)" } },
    { error: new Error("anything"), exit: { signal: "SIGABRT", stderrTail: "Error: anything" } },
    { error: "a text", exit: { signal: "SIGABRT", stderrTail: "a text" } },
  ])("reads $error as $exit", ({ error, exit }) => {
    expect(readDeath(error)).toEqual(exit);
  });
});
