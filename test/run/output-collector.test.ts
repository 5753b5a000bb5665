import type { KernelMessage } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import { OutputCollector } from "../../src/run/output-collector.ts";

function message(type: string, content: object): KernelMessage.IIOPubMessage {
  // Only the type and the content of a message are looked at.
  return { header: { msg_type: type }, content } as unknown as KernelMessage.IIOPubMessage;
}

const stdout = (text: string): KernelMessage.IIOPubMessage => message("stream", { name: "stdout", text });
const display = (text: string, id?: string): KernelMessage.IIOPubMessage =>
  message("display_data", { data: { "text/plain": text }, metadata: {}, transient: id ? { display_id: id } : {} });

function collect(...messages: KernelMessage.IIOPubMessage[]): ReturnType<OutputCollector["outputs"]> {
  const collector = new OutputCollector(1000);
  for (const each of messages) collector.add(each);
  return collector.outputs();
}

describe("OutputCollector", () => {
  it("merges adjacent pieces of one stream and keeps the order of different ones", () => {
    const stderr = message("stream", { name: "stderr", text: "!" });
    expect(collect(stdout("a"), stdout("b\n"), stderr, stdout("c"))).toEqual([
      { type: "stream", name: "stdout", text: "ab\n" },
      { type: "stream", name: "stderr", text: "!" },
      { type: "stream", name: "stdout", text: "c" },
    ]);
  });

  it("applies carriage returns across messages", () => {
    expect(collect(stdout("10%"), stdout("\r20%"))).toEqual([{ type: "stream", name: "stdout", text: "20%" }]);
  });

  it("clears at once, or with the next output when told to wait", () => {
    const [now, wait] = [message("clear_output", { wait: false }), message("clear_output", { wait: true })];
    expect(collect(stdout("old"), now)).toEqual([]);
    expect(collect(stdout("old"), wait)).toEqual([{ type: "stream", name: "stdout", text: "old" }]);
    expect(collect(stdout("old"), wait, stdout("new"))).toEqual([{ type: "stream", name: "stdout", text: "new" }]);
  });

  it("updates a display in place", () => {
    const update = message("update_display_data", {
      data: { "text/plain": "after" },
      metadata: {},
      transient: { display_id: "d" },
    });
    expect(collect(display("before", "d"), display("other"), update)).toEqual([
      { type: "display", mime: { "text/plain": "after" }, displayId: "d" },
      { type: "display", mime: { "text/plain": "other" } },
    ]);
  });

  it("tells each state that a cell gave to displays with an id", () => {
    const collector = new OutputCollector(1000);
    for (const each of [display("a", "d"), display("b", "d"), display("c"), stdout("x")]) collector.add(each);
    expect(collector.updates()).toEqual([
      { mime: { "text/plain": "a" }, displayId: "d" },
      { mime: { "text/plain": "b" }, displayId: "d" },
    ]);
  });

  it("leaves to an output widget what it takes", () => {
    const takes = (id: string): KernelMessage.IIOPubMessage =>
      message("comm_msg", { comm_id: "w", data: { method: "update", state: { msg_id: id } } });
    const other = message("comm_msg", { comm_id: "w", data: { method: "custom" } });
    expect(collect(stdout("a"), takes("1"), stdout("b"), other, takes(""), stdout("c"))).toEqual([
      { type: "stream", name: "stdout", text: "ac" },
    ]);
  });

  it("keeps results and errors", () => {
    const result = message("execute_result", { data: { "text/plain": "2" }, metadata: {}, execution_count: 7 });
    const error = message("error", { ename: "KeyError", evalue: "'x'", traceback: ["…"] });
    expect(collect(result, error)).toEqual([
      { type: "result", mime: { "text/plain": "2" }, executionCount: 7 },
      { type: "error", name: "KeyError", message: "'x'", traceback: ["…"] },
    ]);
  });

  it("ignores comms and other messages that show nothing", () => {
    expect(collect(message("comm_open", {}), message("execute_input", { code: "1" }))).toEqual([]);
  });

  it("is full beyond its limit, and keeps nothing more", () => {
    const collector = new OutputCollector(5);
    collector.add(stdout("12345"));
    expect(collector.isFull).toBe(false);
    collector.add(stdout("6"));
    expect(collector.isFull).toBe(true);
    collector.add(stdout("7"));
    expect(collector.outputs()).toEqual([{ type: "stream", name: "stdout", text: "123456" }]);
  });

  it("counts what was cleared: a flood that clears itself is a flood too", () => {
    const collector = new OutputCollector(5);
    for (let count = 0; count < 3; count++) {
      collector.add(stdout("12"));
      collector.add(message("clear_output", { wait: false }));
    }
    expect(collector.isFull).toBe(true);
  });

  it("keeps the head and the tail of a flood", () => {
    const collector = new OutputCollector(100_000);
    for (let line = 0; line < 2000; line++) collector.add(stdout(`${String(line).padStart(99)}\n`));
    const [output] = collector.outputs();
    const text = output?.type === "stream" ? output.text : "";
    expect(text.length).toBeLessThan(25_000);
    expect(text.trim()).toMatch(/^0\n[^]*\n…\n[^]*\n +1000$/);
  });

  it.each([
    ["an error", message("error", { ename: "E", evalue: "é", traceback: ["é"] })],
    ["a display", message("display_data", { data: { "text/plain": "éé" }, metadata: {} })],
    [
      "an update of another's display",
      message("update_display_data", { data: { "text/plain": "éé" }, metadata: {}, transient: { display_id: "d" } }),
    ],
  ])("counts the bytes of %s", (_, each) => {
    const collector = new OutputCollector(3);
    collector.add(each);
    expect(collector.isFull).toBe(true);
  });

  it("keeps little of errors, displays and updates that are too much", () => {
    const collector = new OutputCollector(1_000_000);
    const long = "x".repeat(400_000);
    collector.add(message("error", { ename: long, evalue: long, traceback: [] }));
    collector.add(display(long, "d"));
    collector.add(message("error", { ename: "E", evalue: "m", traceback: [long, long] }));
    expect(collector.isFull).toBe(true);
    expect(JSON.stringify([collector.outputs(), collector.updates()]).length).toBeLessThan(120_000);
  });

  it("shows a display again where it came before, as front ends do", () => {
    expect(collect(display("1", "d"), display("2", "d"))).toEqual([
      { type: "display", mime: { "text/plain": "2" }, displayId: "d" },
      { type: "display", mime: { "text/plain": "2" }, displayId: "d" },
    ]);
  });

  it("lets another cell change a display, which is none of this one's updates", () => {
    const collector = new OutputCollector(1000);
    collector.add(display("1", "d"));
    collector.update(display("2", "d"));
    collector.update(stdout("x"));
    expect(collector.outputs()).toEqual([{ type: "display", mime: { "text/plain": "2" }, displayId: "d" }]);
    expect(collector.updates()).toEqual([{ mime: { "text/plain": "1" }, displayId: "d" }]);
  });

  it("counts changes only where something can have changed", () => {
    const collector = new OutputCollector(1000);
    for (const each of [stdout(""), message("clear_output", { wait: true }), message("status", {})])
      collector.add(each);
    expect(collector.changes).toBe(0);
    collector.add(stdout("a"));
    expect(collector.changes).toBe(1);
  });

  it("tells a few of the messages that cannot be shown", () => {
    const collector = new OutputCollector(1000);
    for (let count = 0; count < 9; count++) collector.add(message("nbproof_refused", { reason: `reason ${count}` }));
    expect(collector.refused).toEqual(["reason 0", "reason 1", "reason 2", "reason 3", "reason 4"]);
  });
});
