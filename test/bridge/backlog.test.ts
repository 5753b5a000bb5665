import { describe, expect, it } from "vitest";
import { Backlog } from "../../src/bridge/backlog.ts";
import { createMessage } from "../../src/kernel/create-message.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";

const parent = Buffer.from('{"msg_id":"cell"}');

function output(text: string): WireMessage {
  const { channel, parts } = createMessage("iopub", "stream", { session: "kernel", content: { name: "stdout", text } });
  return { channel, parts: parts.map((part, index) => (index === 1 ? parent : part)) };
}

const idle = createMessage("iopub", "status", { session: "kernel", content: { execution_state: "idle" } });
const reply = createMessage("shell", "execute_reply", { session: "kernel", content: { status: "ok" } });

function contents(backlog: Backlog): string[] {
  const taken: string[] = [];
  for (let message = backlog.shift(); message !== undefined; message = backlog.shift())
    taken.push(String(message.parts[3]));
  return taken;
}

describe("Backlog", () => {
  it("gives back what was put in, in order, however much that is", () => {
    const backlog = new Backlog();
    const numbers = Array.from({ length: 5000 }, (_, index) => String(index));
    for (const number of numbers) backlog.push(output(number));
    expect(contents(backlog).map((content) => (JSON.parse(content) as { text: string }).text)).toEqual(numbers);
    expect([backlog.isEmpty, backlog.bytes]).toEqual([true, 0]);
  });

  it("drops output beyond its limit, says so in its place, and keeps what a client waits for", () => {
    const backlog = new Backlog({ limit: 4200 });
    for (const text of ["a", "b", "c", "d", "e"]) backlog.push(output(text));
    backlog.push(reply);
    backlog.push(output("f"));
    backlog.push(idle);
    expect(contents(backlog)).toEqual([
      '{"name":"stdout","text":"a"}',
      '{"name":"stdout","text":"b"}',
      '{"name":"stdout","text":"c"}',
      '{"name":"stderr","text":"nbproof: 2 messages (0.0 MB) were lost, since this client did not read them\\n"}',
      '{"status":"ok"}',
      '{"name":"stderr","text":"nbproof: 1 messages (0.0 MB) were lost, since this client did not read them\\n"}',
      '{"execution_state":"idle"}',
    ]);
  });

  it("tells a loss at the end as well, as of the cell that it was lost from and in the kernel's session", () => {
    const backlog = new Backlog({ limit: 0 });
    backlog.push(output("a"));
    expect(backlog.isEmpty).toBe(false);
    const notice = backlog.shift();
    expect(notice?.channel).toBe("iopub");
    expect(JSON.parse(String(notice?.parts[0]))).toMatchObject({ msg_type: "stream", session: "kernel" });
    expect(notice?.parts[1]).toEqual(parent);
    expect(backlog.shift()).toBeUndefined();
  });

  it("keeps even those only up to a limit", () => {
    const backlog = new Backlog({ limit: 0 });
    for (let index = 0; index < 10_000; index += 1) backlog.push(reply);
    expect(backlog.bytes).toBeLessThan(5 * 2 ** 20);
  });
});
