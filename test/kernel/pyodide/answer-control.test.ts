import { describe, expect, it } from "vitest";
import { createMessage } from "../../../src/kernel/create-message.ts";
import { answerControl } from "../../../src/kernel/pyodide/answer-control.ts";

function ask(type: string, content: Readonly<Record<string, unknown>> = {}) {
  const done: string[] = [];
  const request = createMessage("control", type, { session: "client", content });
  const answers = answerControl(request, "kernel", {
    interrupt: () => done.push("interrupt"),
    quit: () => done.push("quit"),
  });
  const shown = answers?.map(({ channel, parts }) => {
    const [header, parent, , body] = parts.map((part) => JSON.parse(Buffer.from(part).toString()));
    return [channel, header.msg_type, parent.msg_type, body];
  });
  return { done, shown };
}

describe("answerControl()", () => {
  it("interrupts and replies as a kernel does", () => {
    const { done, shown } = ask("interrupt_request");
    expect(done).toEqual(["interrupt"]);
    expect(shown).toEqual([
      ["iopub", "status", "interrupt_request", { execution_state: "busy" }],
      ["control", "interrupt_reply", "interrupt_request", { status: "ok" }],
      ["iopub", "status", "interrupt_request", { execution_state: "idle" }],
    ]);
  });

  it.each([true, false])("replies to a shutdown_request and tells all clients, and quits (restart: %s)", (restart) => {
    const { done, shown } = ask("shutdown_request", { restart });
    expect(done).toEqual(["quit"]);
    const content = { status: "ok", restart };
    expect(shown?.[1]).toEqual(["control", "shutdown_reply", "shutdown_request", content]);
    expect(shown?.at(-1)).toEqual(["iopub", "shutdown_reply", "shutdown_request", content]);
  });

  it("leaves all else to the kernel", () => {
    expect(ask("kernel_info_request").shown).toBeUndefined();
    const shell = createMessage("shell", "interrupt_request", { session: "client", content: {} });
    expect(answerControl(shell, "kernel", { interrupt: () => {}, quit: () => {} })).toBeUndefined();
  });

  it.each(["spam", "null", ""])("leaves a request whose header is %j to the kernel too", (header) => {
    const message = { channel: "control", parts: [Buffer.from(header)] } as const;
    expect(answerControl(message, "kernel", { interrupt: () => {}, quit: () => undefined })).toBeUndefined();
  });
});
