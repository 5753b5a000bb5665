import { describe, expect, it } from "vitest";

import type { Output } from "../../src/model/observation.ts";
import { serverInterference } from "../../src/run/server-interference.ts";

const stderr = (text: string) => ({ type: "stream", name: "stderr", text }) as const;
const dropped = (what: string, option: string): string =>
  `IOPub ${what} rate exceeded.\nThe Jupyter server will temporarily stop sending output\nto the client in order to avoid crashing it.\nTo change this limit, set the config variable\n\`--ServerApp.${option}\`.\n`;

describe("serverInterference()", () => {
  it.each([
    ["message", "iopub_msg_rate_limit"],
    ["data", "iopub_data_rate_limit"],
  ])("recognises a dropped %s rate and names its option", (what, option) => {
    const found = serverInterference([stderr(`warning\n${dropped(what, option)}`)]);
    expect(found).toContain(`start it with --ServerApp.${option}=0`);
  });

  it("recognises a hidden exception", () => {
    const hidden: Output = { type: "error", name: "ExecutionError", message: "Execution error", traceback: [] };
    expect(serverInterference([hidden])).toContain("allow_tracebacks=True");
  });

  it.each([
    ["a lesson that speaks of it", [stderr("IOPub data rate exceeded.\n")]],
    ["the text on stdout", [{ ...stderr(dropped("data", "iopub_data_rate_limit")), name: "stdout" }]],
    ["an exception of that name", [{ type: "error", name: "ExecutionError", message: "no", traceback: [] }]],
  ] satisfies readonly [string, readonly Output[]][])("leaves %s alone", (_, outputs) => {
    expect(serverInterference(outputs)).toBeUndefined();
  });
});
