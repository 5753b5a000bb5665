import type { KernelMessage } from "@jupyterlab/services";
import { describe, expect, it } from "vitest";

import { OutputCollector } from "../../src/run/output-collector.ts";
import { WidgetModels } from "../../src/run/widget-models.ts";

function message(type: string, content: object, buffers: readonly Uint8Array[] = []): KernelMessage.IIOPubMessage {
  // Only the type, the content and the buffers of a message are looked at.
  return { header: { msg_type: type }, content, buffers } as unknown as KernelMessage.IIOPubMessage;
}

const opened = (id: string, state: object): KernelMessage.IIOPubMessage =>
  message("comm_open", { comm_id: id, target_name: "jupyter.widget", data: { state } });
const changed = (id: string, state: object): KernelMessage.IIOPubMessage =>
  message("comm_msg", { comm_id: id, data: { method: "update", state } });

const stream = (text: string): unknown => ({ type: "stream", name: "stdout", text });

describe("WidgetModels", () => {
  it("keeps what a kernel told last of each model, and its bytes", () => {
    const models = new WidgetModels(1000);
    models.note(opened("a", { value: 1, max: 5 }));
    models.note(changed("a", { value: 2 }));
    models.note(message("comm_msg", { comm_id: "a", data: { method: "custom" } }));
    const data = { method: "update", state: { image: null }, buffer_paths: [["image"]] };
    models.note(message("comm_msg", { comm_id: "b", data }, [new Uint8Array([1, 2, 3])]));
    expect(models.models()).toEqual([
      { id: "a", state: { value: 2, max: 5 }, buffers: [] },
      { id: "b", state: { image: null }, buffers: [{ path: ["image"], data: "AQID", encoding: "base64" }] },
    ]);
  });

  it("counts what is there, not what was told: a bar may be drawn often", () => {
    const models = new WidgetModels(100);
    for (let count = 0; count < 1000; count += 1) models.note(changed("a", { value: count }));
    expect(models.models()).toEqual([{ id: "a", state: { value: 999 }, buffers: [] }]);
    models.note(changed("b", { value: "x".repeat(100) }));
    expect(models.models()).toEqual([]);
  });
});

describe("OutputCollector, of output widgets", () => {
  it("tells what each took, and whether in place of what it had", () => {
    const collector = new OutputCollector(1000);
    const print = (text: string): KernelMessage.IIOPubMessage => message("stream", { name: "stdout", text });
    const all = [
      opened("o", { msg_id: "" }),
      opened("p", { msg_id: "" }),
      changed("o", { msg_id: "1" }),
      print("in o"),
      changed("p", { msg_id: "1" }),
      print("lost"),
      message("clear_output", { wait: false }),
      print("in p"),
      changed("p", { msg_id: "" }),
      print(", again"),
      changed("o", { msg_id: "" }),
      print("in the cell"),
    ];
    for (const each of all) collector.add(each);
    expect(collector.outputs()).toEqual([stream("in the cell")]);
    expect(collector.widgets().map(({ id, taken }) => ({ id, taken }))).toEqual([
      { id: "o", taken: { outputs: [stream("in o, again")], anew: false } },
      { id: "p", taken: { outputs: [stream("in p")], anew: true } },
    ]);
  });
});
