import type { KernelMessage } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import type { RunningLines } from "../../src/model/observation.ts";
import { OutputCollector } from "../../src/run/output-collector.ts";
import type { PlacedOutput } from "../../src/run/read-places.ts";

function message(type: string, content: object): KernelMessage.IIOPubMessage {
  // Only the type and the content of a message are looked at.
  return { header: { msg_type: type }, content } as unknown as KernelMessage.IIOPubMessage;
}

const stdout = (text: string): KernelMessage.IIOPubMessage => message("stream", { name: "stdout", text });
const stderr = (text: string): KernelMessage.IIOPubMessage => message("stream", { name: "stderr", text });
const display = message("display_data", { data: { "text/plain": "d" }, metadata: {}, transient: {} });
const clear = message("clear_output", { wait: true });

const at = (line: number): RunningLines => ({ lines: [line], whole: true });
const text = (length: number, line: number): PlacedOutput => ({ kind: "text", length, running: at(line) });
const shown = (line: number): PlacedOutput => ({ kind: "display", length: 1, running: at(line) });

/** By output: the innermost lines that were running, line by line. */
function place(
  placed: readonly PlacedOutput[],
  messages: readonly KernelMessage.IIOPubMessage[],
  late: readonly KernelMessage.IIOPubMessage[] = [],
): readonly unknown[] {
  const collector = new OutputCollector(1000);
  for (const each of messages) collector.add(each);
  collector.place(placed);
  for (const each of late) collector.add(each);
  return collector.outputs().map((output) => {
    const running = output.type === "error" ? undefined : output.running;
    return running?.map((line) => line.map(({ lines }) => lines[0] ?? 0));
  });
}

describe("OutputCollector.place()", () => {
  it("cuts text as it was written, however its messages are cut", () => {
    expect(place([text(2, 1), text(4, 2)], [stdout("a\nb"), stdout("\nc\n")])).toEqual([[[1], [2], [2], []]]);
  });

  it("gives a line to all that wrote it", () => {
    expect(place([text(2, 1), text(2, 2)], [stdout("a b\n")])).toEqual([[[1, 2], []]]);
  });

  it("goes on behind stderr and displays", () => {
    expect(place([text(2, 1), shown(2), text(2, 3)], [stdout("a\n"), stderr("!"), display, stdout("b\n")])).toEqual([
      [[1], []],
      undefined,
      [[2]],
      [[3], []],
    ]);
  });

  it("counts characters as Python does", () => {
    expect(place([text(2, 1), text(2, 2)], [stdout("🐍\nb\n")])).toEqual([[[1], [2], []]]);
  });

  it("follows what is written over", () => {
    expect(place([text(4, 1), text(4, 2), text(2, 3)], [stdout("10%\r20%\nb\n")])).toEqual([[[1, 2], [3], []]]);
  });

  it("leaves out what was cleared away", () => {
    const messages = [stdout("é\n"), display, clear, stdout("b\n"), display];
    expect(place([text(2, 1), shown(2), text(2, 3), shown(4)], messages)).toEqual([[[3], []], [[4]]]);
  });

  it("tells nothing where lengths or counts do not add up, as of a process that was forked", () => {
    expect(place([text(2, 1)], [stdout("a\nb\n")])).toEqual([undefined]);
    expect(place([shown(1)], [display, display])).toEqual([undefined, undefined]);
  });

  it("does not know of what comes when the cell has ended", () => {
    expect(place([text(2, 1)], [stdout("a\n")], [stdout("b\n")])).toEqual([[[1], [0], []]]);
  });
});
