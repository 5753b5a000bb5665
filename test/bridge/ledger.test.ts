import { describe, expect, it } from "vitest";
import { Backlog } from "../../src/bridge/backlog.ts";
import { Ledger } from "../../src/bridge/ledger.ts";
import type { WireMessage } from "../../src/kernel/kernel.ts";
import { createMessage } from "../../src/kernel/create-message.ts";

function output(text: string): WireMessage {
  return createMessage("iopub", "stream", { session: "kernel", content: { name: "stdout", text } });
}

describe("Ledger", () => {
  it("has the largest let go, whoever goes beyond the limit", () => {
    const ledger = new Ledger(100);
    const shed: string[] = [];
    const [large, small] = ["large", "small"].map((name) =>
      ledger.open(() => {
        shed.push(name);
        large?.close();
      }),
    );
    large?.change(80);
    small?.change(20);
    expect([shed, ledger.total]).toEqual([[], 100]);
    small?.change(1);
    expect([shed, ledger.total]).toEqual([["large"], 21]);
    large?.change(1000);
    expect(ledger.total).toBe(21);
  });

  it("asks nobody twice who keeps what there is", () => {
    const ledger = new Ledger(10);
    let asked = 0;
    ledger.open(() => (asked += 1)).change(20);
    expect([asked, ledger.total]).toEqual([1, 20]);
  });

  it("bounds all backlogs together: the output of the longest is lost, and it is told so in its place", () => {
    const ledger = new Ledger(12_000);
    const [long, short] = [new Backlog({ ledger }), new Backlog({ ledger })];
    const reply = createMessage("shell", "execute_reply", { session: "kernel", content: { status: "ok" } });
    for (let count = 0; count < 5; count += 1) long.push(output("long"));
    long.push(reply);
    for (let count = 0; count < 5; count += 1) short.push(output("short"));
    const contents = Array.from({ length: 2 }, () => String(long.shift()?.parts[3]));
    expect(contents).toEqual([expect.stringContaining("nbproof: 5 messages"), '{"status":"ok"}']);
    expect(String(short.shift()?.parts[3])).toContain("short");
    long.close();
    short.close();
    expect(ledger.total).toBe(0);
  });
});
