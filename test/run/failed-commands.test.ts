import type { KernelMessage } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import { askAlong, readFailedCommands } from "../../src/run/failed-commands.ts";

/** What a reply says of the expression that was sent along. */
function read(answer: unknown): ReturnType<typeof readFailedCommands> {
  const content = { status: "ok", execution_count: 1, user_expressions: { nbproof: answer } };
  return readFailedCommands(content as unknown as KernelMessage.IExecuteReplyMsg["content"]);
}

describe("askAlong()", () => {
  it.each([
    ["print(1)", ["nbproof"]],
    ['try: await __import__("IPython").get_ipython().check_answer("a")', ["nbproof", "nbproof-check"]],
  ])("of %s", (code, names) => {
    expect(Object.keys(askAlong(code))).toEqual(names);
  });
});

describe("readFailedCommands()", () => {
  it("reads commands and exit codes", () => {
    const data = { "text/plain": '[["ls /nowhere", 2], ["kill $$", -9]]' };
    expect(read({ status: "ok", data, metadata: {} })).toEqual([
      { command: "ls /nowhere", exitCode: 2 },
      { command: "kill $$", exitCode: -9 },
    ]);
  });

  it.each([
    ["a kernel that has no IPython", { status: "error", ename: "ModuleNotFoundError", evalue: "", traceback: [] }],
    ["a kernel that evaluates nothing", undefined],
    ["another text", { status: "ok", data: { "text/plain": "<object>" }, metadata: {} }],
  ])("reads nothing of %s", (_, answer) => {
    expect(read(answer)).toBeUndefined();
  });

  it("reads nothing where the cell raised", () => {
    const content = { status: "error", ename: "E", evalue: "", traceback: [], execution_count: 1 };
    expect(readFailedCommands(content as unknown as KernelMessage.IExecuteReplyMsg["content"])).toBeUndefined();
  });
});
