import { describe, expect, it } from "vitest";

import { readNotebook } from "../../src/ipynb/read-notebook.ts";
import { type ExecutedCell, withOutputs } from "../../src/ipynb/with-outputs.ts";
import { nbformatJson } from "../../src/notebook/nbformat-json.ts";
import { sourceFile } from "../../src/source/source-file.ts";
import { codeCell, displayed, printed } from "./examples.ts";

type Json = Readonly<Record<string, unknown>>;

const notebook = (cells: readonly Json[]): Json => ({
  cells,
  metadata: { version: 1, kernelspec: { name: "python3" } },
  nbformat: 4,
  nbformat_minor: 5,
});

function saved(text: string, ...executed: readonly (readonly [number, ExecutedCell])[]): string {
  const read = readNotebook(sourceFile("some.ipynb", text), () => undefined);
  if (read === undefined) throw new Error("No notebook");
  return withOutputs(read, new Map(executed)).text;
}

const stdout = (text: string): ExecutedCell["outputs"] => [{ type: "stream", name: "stdout", text }];

const VIEW = "application/vnd.jupyter.widget-view+json";

const view = (id: string): Json => displayed({ [VIEW]: { model_id: id } });

const shownView = (id: string): ExecutedCell["outputs"] => [{ type: "display", mime: { [VIEW]: { model_id: id } } }];

const models = (state: Json): Json => ({
  "application/vnd.jupyter.widget-state+json": { state, version_major: 2, version_minor: 0 },
});

const taken = (text: string, anew = false): { outputs: ExecutedCell["outputs"]; anew: boolean } => ({
  outputs: stdout(text),
  anew,
});

describe("withOutputs()", () => {
  const old = codeCell("print(1)", { outputs: [printed("1\n")] });
  const renewed = codeCell("print(1)", { execution_count: 2, outputs: [printed("a\nb\n")] });

  it("gives the bytes that nbformat writes", () => {
    const text = nbformatJson(notebook([old, { ...old, id: "b" }]));
    const shown = { outputs: stdout("a\nb\n"), executionCount: 2 };
    expect(saved(text, [1, shown])).toBe(nbformatJson(notebook([renewed, { ...old, id: "b" }])));
  });

  it("keeps the outputs of a cell that passed, and renews its count with the others'", () => {
    const result = { data: { "text/plain": "1" }, execution_count: 7, metadata: {}, output_type: "execute_result" };
    const kept = codeCell("1", { execution_count: 7, outputs: [result] });
    const one = { outputs: [], keepsOutputs: true, executionCount: 1 };
    expect(saved(nbformatJson(notebook([kept])), [1, one])).toBe(nbformatJson(notebook([kept])));
    const both = saved(
      nbformatJson(notebook([kept, { ...old, id: "b" }])),
      [1, one],
      [2, { outputs: stdout("a\nb\n"), executionCount: 2 }],
    );
    const counted = { ...kept, execution_count: 1, outputs: [{ ...result, execution_count: 1 }] };
    expect(both).toBe(nbformatJson(notebook([counted, { ...renewed, id: "b" }])));
  });

  const slider = { _model_name: "Slider", _model_module: "controls", _model_module_version: "2", value: 3 };

  it("leaves views whose models are not known, and says where", () => {
    const text = nbformatJson(notebook([codeCell("w", { outputs: [view("a")] })]));
    const read = readNotebook(sourceFile("some.ipynb", text), () => undefined);
    const shown: ExecutedCell = { outputs: [...shownView("b"), ...stdout("new\n")] };
    expect(read && withOutputs(read, new Map([[1, shown]]))).toEqual({ text, widgets: [1] });
  });

  it("writes all views together with their models", () => {
    const before = {
      ...notebook([codeCell("w", { outputs: [view("a")] }), codeCell("v", { id: "b", outputs: [view("a")] })]),
      metadata: { kernelspec: { name: "python3" }, version: 1, widgets: models({ a: { state: {} } }) },
    };
    const opened = { id: "n", state: slider, buffers: [{ path: ["b"], data: "AA==", encoding: "base64" as const }] };
    const changed = { id: "n", state: { value: 4 }, buffers: [] };
    const first: ExecutedCell = { outputs: shownView("n"), keepsOutputs: true, executionCount: 1, widgets: [opened] };
    const second: ExecutedCell = {
      outputs: [...stdout("new\n"), ...shownView("n")],
      executionCount: 1,
      widgets: [changed, { id: "unfinished", state: {}, buffers: [] }],
    };
    const model = {
      model_name: "Slider",
      model_module: "controls",
      model_module_version: "2",
      state: { ...slider, value: 4 },
      buffers: opened.buffers,
    };
    const after = {
      ...notebook([
        codeCell("w", { outputs: [view("n")] }),
        codeCell("v", { id: "b", outputs: [printed("new\n"), view("n")] }),
      ]),
      metadata: { kernelspec: { name: "python3" }, version: 1, widgets: models({ n: model }) },
    };
    expect(saved(nbformatJson(before), [1, first], [2, second])).toBe(nbformatJson(after));
    const { widgets: _, ...without } = before.metadata;
    const bare = { ...before, metadata: without };
    expect(saved(nbformatJson(bare), [1, first], [2, second])).toBe(nbformatJson(after));
    const empty = { ...before, metadata: {} };
    const { widgets } = after.metadata;
    expect(saved(nbformatJson(empty), [1, first], [2, second])).toBe(nbformatJson({ ...after, metadata: { widgets } }));
    // Where each passes, none is written.
    expect(saved(nbformatJson(before), [1, first], [2, { ...second, keepsOutputs: true }])).toBe(nbformatJson(before));
  });

  it("puts what an output widget took into its model, after what it had", () => {
    const before = notebook([codeCell("w", { outputs: [] }), codeCell("v", { id: "b", outputs: [] })]);
    const output = { ...slider, _model_name: "OutputModel", outputs: [] };
    const outputsOf = (second: ReturnType<typeof taken>): unknown => {
      const written = saved(
        nbformatJson(before),
        [1, { outputs: shownView("o"), widgets: [{ id: "o", state: output, buffers: [], taken: taken("1\n") }] }],
        [2, { outputs: [], widgets: [{ id: "o", state: {}, buffers: [], taken: second }] }],
      );
      return JSON.parse(written).metadata.widgets["application/vnd.jupyter.widget-state+json"].state.o.state.outputs;
    };
    expect(outputsOf(taken("2\n"))).toEqual([printed("1\n2\n")].map((each) => ({ ...each, text: ["1\n", "2\n"] })));
    expect(outputsOf(taken("2\n", true))).toEqual([{ ...printed("2\n"), text: ["2\n"] }]);
  });

  it("puts outputs and a count where a cell has none", () => {
    const { outputs: _outputs, execution_count: _count, ...bare } = codeCell("print(1)");
    const text = JSON.stringify(notebook([bare]), undefined, 1);
    const written: unknown = JSON.parse(saved(text, [1, { outputs: stdout("1\n"), executionCount: 1 }]));
    expect(written).toEqual(notebook([{ ...bare, outputs: [printed("1\n")], execution_count: 1 }]));
  });

  it("writes NaN as nbformat does", () => {
    const shown = [{ type: "display" as const, mime: { "application/json": { a: Number.NaN, b: "NaN" } } }];
    expect(saved(nbformatJson(notebook([old])), [1, { outputs: shown }])).toContain('"a": NaN,\n       "b": "NaN"');
  });

  it("changes no byte where the outputs are the same, however they were split", () => {
    const split = codeCell("x", { outputs: [printed("10 %\r"), printed("20 %\n")] });
    const text = nbformatJson(notebook([split])).replace('"version": 1', '"version": 1.0');
    expect(saved(text, [1, { outputs: stdout("20 %\n"), executionCount: 1 }])).toBe(text);
  });

  it("changes no byte where a line was written over with the other stream between", () => {
    const split = codeCell("x", { outputs: [printed("10 %"), printed("!\n", "stderr"), printed("\r20 %\n")] });
    const text = nbformatJson(notebook([split]));
    const shown = [{ type: "stream", name: "stderr", text: "!\n" } as const, ...stdout("20 %\n")];
    expect(saved(text, [1, { outputs: shown, executionCount: 1 }])).toBe(text);
  });

  it("leaves all else as it stands: numbers, the order of keys, other cells", () => {
    const text = `{"nbformat_minor": 5, "nbformat": 4, "metadata": {"x": 1.0}, "cells": [${JSON.stringify(old)}]}`;
    const after = saved(text, [1, { outputs: [], executionCount: 1 }]);
    expect(after).toBe(text.replace(JSON.stringify(old.outputs), "[]"));
  });

  it("takes a cell's keys in whatever order they stand", () => {
    const cell = { outputs: [printed("1\n")], execution_count: 1, cell_type: "code", metadata: {}, source: "print(1)" };
    const text = JSON.stringify(notebook([cell, cell]));
    const after = saved(
      text,
      ...[1, 2].map((number) => [number, { outputs: stdout("longer\n"), executionCount: 2 }] as const),
    );
    const renewedCell = { ...cell, outputs: [printed("longer\n")], execution_count: 2 };
    expect(JSON.parse(after)).toEqual(notebook([renewedCell, renewedCell]));
  });

  it.each([
    ["two spaces", 2],
    ["four spaces", 4],
    ["tabs", "\t"],
  ])("indents as the file does: %s", (_, indent) => {
    const text = JSON.stringify(notebook([old]), undefined, indent);
    const after = saved(text, [1, { outputs: stdout("a\nb\n"), executionCount: 2 }]);
    expect(JSON.parse(after)).toEqual(notebook([renewed]));
    expect(after.split("\n").filter((line) => /^\s*"a\\n"/.test(line))).toEqual([
      `${(typeof indent === "string" ? indent : " ".repeat(indent)).repeat(6)}"a\\n",`,
    ]);
  });

  it("keeps what a display holds, and no id of it", () => {
    const mime = { "image/png": "AAAA\n", "text/plain": "a\nb", "application/json": { b: [1] } };
    const text = nbformatJson(notebook([old]));
    const output = { type: "display", mime, metadata: { width: 3 }, displayId: "d" } as const;
    const data = { ...mime, "text/plain": ["a\n", "b"] };
    expect(JSON.parse(saved(text, [1, { outputs: [output], executionCount: 1 }]))).toEqual(
      notebook([{ ...old, outputs: [displayed(data, { metadata: { width: 3 } })] }]),
    );
  });
});
