import * as fc from "fast-check";
import { validateMessage } from "@jupyterlab/services/lib/kernel/validate.js";
import { describe, expect, it } from "vitest";

import { completeMessage } from "../../src/client/complete-message.ts";

const header = { msg_id: "1", msg_type: "", session: "s", username: "u", version: "5.3" };

function completed(type: string, content: unknown, channel = "iopub"): unknown {
  const message = {
    channel,
    header: { ...header, msg_type: type },
    parent_header: { msg_id: "p" },
    metadata: {},
    content,
  };
  const { header: own, parent_header: parent, content: whole } = completeMessage(message, "");
  expect(parent).toEqual({ msg_id: "p" });
  return { [String(own["msg_type"])]: whole };
}

const refused = (reason: string): unknown => ({ nbproof_refused: { reason } });
const ignored = { nbproof_ignored: {} };
const data = { "text/plain": "x" };

describe("completeMessage()", () => {
  it.each([
    ["stream", { name: "stdlog", text: "x" }, { stream: { name: "stdout", text: "x" } }],
    ["display_data", { data }, { display_data: { data, metadata: {} } }],
    ["display_data", { data, metadata: null, transient: 1 }, { display_data: { data, metadata: {} } }],
    ["display_data", { data, transient: { display_id: 7 } }, { display_data: { data, metadata: {} } }],
    ["execute_result", { data }, { execute_result: { data, metadata: {}, execution_count: 0 } }],
    ["error", { ename: "E", evalue: "m" }, { error: { ename: "E", evalue: "m", traceback: [] } }],
    ["error", { evalue: "m", traceback: "t" }, { error: { ename: "", evalue: "m", traceback: ["t"] } }],
    ["error", { ename: "E", traceback: ["t", 1, null] }, { error: { ename: "E", evalue: "", traceback: ["t"] } }],
    ["debug_event", null, { debug_event: {} }],
    ["something_new", { a: 1 }, { something_new: { a: 1 } }],
    ["constructor", [], { constructor: {} }],
  ])("fills in what goes without saying in %s %j", (type, content, whole) => {
    expect(completed(type, content)).toEqual(whole);
  });

  it.each([
    ["stream", { text: "no name" }, '"stream" without a name (text: "no name")'],
    ["stream", { name: "stdout", text: 1 }, '"stream" without text (name: "stdout", text: number)'],
    ["stream", null, '"stream" without content'],
    ["display_data", [1], '"display_data" without content'],
    ["display_data", { metadata: {} }, '"display_data" without data (metadata: object)'],
    ["update_display_data", { data }, '"update_display_data" without the id of a display (data: object)'],
    ["execute_result", {}, '"execute_result" without data'],
    ["error", { traceback: [] }, '"error" without a name (traceback: object)'],
    ["clear_output", {}, '"clear_output" without wait'],
  ])("refuses %s %j, in which a reader would miss something", (type, content, reason) => {
    expect(completed(type, content)).toEqual(refused(reason));
  });

  it("refuses data that lies deeper than a notebook can hold", () => {
    const deep = JSON.parse("[".repeat(501) + "]".repeat(501)) as unknown;
    expect(completed("display_data", { data: { "application/json": deep } })).toEqual(
      refused('"display_data" whose data no notebook could hold, so deep is it (data: object)'),
    );
  });

  it.each([
    ["status", { execution_state: "thinking" }],
    ["status", null],
    ["execute_input", { code: "x" }],
    ["comm_open", { comm_id: "1", target_name: "t" }],
    ["comm_msg", { data: {} }],
    ["comm_close", {}],
    ["shutdown_reply", {}],
  ])("passes over %s %j, in which nothing is to be seen", (type, content) => {
    expect(completed(type, content)).toEqual(ignored);
  });

  it.each([
    ["status", { execution_state: "idle" }],
    ["execute_input", { code: "x", execution_count: 1 }],
    ["comm_open", { comm_id: "1", target_name: "t", data: {} }],
    ["comm_msg", { comm_id: "1", data: {} }],
    ["comm_close", { comm_id: "1" }],
    ["shutdown_reply", { restart: false }],
    ["clear_output", { wait: true }],
    ["update_display_data", { data, metadata: {}, transient: { display_id: "d" } }],
  ])("leaves %s %j as it is", (type, content) => {
    expect(completed(type, content)).toEqual({ [type]: content });
  });

  const nothing = { protocol_version: "5.0", implementation: "", supported_features: [] };
  const unknown = { name: "", version: "" };
  it.each([
    ["kernel_info_reply", null, { ...nothing, language_info: unknown }],
    [
      "kernel_info_reply",
      { language_info: { name: "bash" } },
      { ...nothing, language_info: { name: "bash", version: "" } },
    ],
    ["kernel_info_reply", { supported_features: "x" }, { ...nothing, language_info: unknown }],
    ["execute_reply", null, { status: "ok" }],
    ["execute_reply", { status: "ok", execution_count: "3" }, { status: "ok" }],
    ["execute_reply", { ename: "E" }, { status: "error", ename: "E", evalue: "", traceback: [] }],
    ["execute_reply", { status: "aborted", execution_count: 2 }, { status: "aborted", execution_count: 2 }],
    ["complete_reply", [], {}],
  ])("completes the answer %s %j", (type, content, whole) => {
    expect(completed(type, content, "shell")).toEqual({ [type]: whole });
  });

  it("takes a question without a prompt", () => {
    const whole = { input_request: { prompt: "", password: false } };
    expect(completed("input_request", {}, "stdin")).toEqual(whole);
  });

  it.each([
    [undefined, "something that is no message"],
    [[1], "something that is no message"],
    [{ header: null }, "a message without a type"],
    [{ header: { msg_type: "stream" } }, '"stream" without a channel'],
  ])("refuses %j", (value, reason) => {
    expect(completeMessage(value, "last")).toMatchObject({
      channel: "iopub",
      header: { session: "last", msg_type: "nbproof_refused" },
      parent_header: {},
      content: { reason },
    });
  });

  it("never lets the client's own validation throw", () => {
    const key = fc.constantFrom(
      ..."channel header parent_header metadata content buffers msg_id msg_type session username version name text data".split(
        " ",
      ),
      ..."execution_state wait comm_id ename evalue traceback code execution_count hasOwnProperty __proto__".split(" "),
    );
    const word = fc.constantFrom(
      "iopub",
      "shell",
      "stream",
      "display_data",
      "error",
      "status",
      "clear_output",
      "idle",
      "",
    );
    const { tree } = fc.letrec((again) => ({
      tree: fc.oneof({ maxDepth: 4 }, word, fc.constantFrom(null, true, 1), fc.array(again("tree")), again("object")),
      object: fc.dictionary(key, again("tree")),
    }));
    const likely = fc.record(
      {
        channel: word,
        header: fc.record({ msg_type: word, msg_id: fc.oneof(word, fc.constant(null)) }, { requiredKeys: [] }),
        content: tree,
        parent_header: tree,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(tree, likely), (value) => {
        // As it comes over the wire, where each object has a prototype.
        const received: unknown = JSON.parse(JSON.stringify(value));
        validateMessage(completeMessage(received, "") as unknown as Parameters<typeof validateMessage>[0]);
      }),
      { numRuns: 5000 },
    );
  });
});
