import { isDeepStrictEqual } from "node:util";

import { joinOverwritten } from "../model/join-overwritten.ts";
import type { Output } from "../model/observation.ts";
import { renderTerminalText } from "../model/terminal-text.ts";
import { nbformatJson } from "../notebook/nbformat-json.ts";
import { lineAt, lineText, type SourceFile } from "../source/source-file.ts";
import { type JsonNode, memberOf, valueOf } from "./json-node.ts";
import type { Notebook } from "./notebook.ts";
import { outputJson } from "./output-json.ts";

/** What a cell showed when it was executed. */
export interface ExecutedCell {
  readonly outputs: readonly Output[];
  /** Absent where the kernel gave none. */
  readonly executionCount?: number;
}

/**
 * The notebook's file with the outputs and counts of the cells that were executed, by their number. Nothing else
 * changes, byte for byte, and nothing at all where the outputs are the same.
 */
export function withOutputs({ source, cells }: Notebook, executed: ReadonlyMap<number, ExecutedCell>): string {
  const edits = cells.flatMap(({ number, node, outputs }): readonly Edit[] => {
    const shown = executed.get(number);
    if (shown === undefined) return [];
    const saved = outputs.map(({ output }) => output);
    return [
      ...edit(memberOf(node, "execution_count"), shown.executionCount ?? null),
      ...(isDeepStrictEqual(settled(saved), settled(shown.outputs))
        ? []
        : edit(memberOf(node, "outputs"), settled(shown.outputs).map(outputJson))),
    ];
  });
  // A cell's keys may stand in any order; what is replaced from the end on moves nothing that is still to be replaced.
  const fromTheEnd = edits.toSorted((left, right) => right.node.offset - left.node.offset);
  return fromTheEnd.reduce((text, { node, value }) => {
    const { offset, length } = node;
    return text.slice(0, offset) + rendered(source, node, value) + text.slice(offset + length);
  }, source.text);
}

interface Edit {
  readonly node: JsonNode;
  readonly value: unknown;
}

function edit(node: JsonNode | undefined, value: unknown): readonly Edit[] {
  return node === undefined || isDeepStrictEqual(valueOf(node), value) ? [] : [{ node, value }];
}

/** As a front end saves them: pieces of a stream together, and no ids of displays. */
function settled(outputs: readonly Output[]): readonly Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.type === "stream" && last?.type === "stream" && output.name === last.name) {
      merged[merged.length - 1] = { ...last, text: last.text + output.text };
    } else merged.push(withoutId(output));
  }
  const texts = joinOverwritten(merged);
  return merged.flatMap((output, index): readonly Output[] => {
    if (output.type !== "stream") return [output];
    const text = texts[index] ?? "";
    return text === "" && output.text !== "" ? [] : [{ ...output, text: renderTerminalText(text) }];
  });
}

function withoutId(output: Output): Output {
  if (output.type !== "display" && output.type !== "result") return output;
  const { displayId: _id, ...rest } = output;
  return rest;
}

/** JSON as nbformat writes it, indented as the file is; on one line where the file is. */
function rendered(source: SourceFile, node: JsonNode, value: unknown): string {
  const line = lineText(source, lineAt(source, node.parent?.offset ?? node.offset));
  const indent = /^[ \t]*(?=")/.exec(line)?.[0];
  if (indent === undefined || indent === "") return JSON.stringify(JSON.parse(nbformatJson(value)));
  // A cell's keys stand three levels deep.
  const unit = indent.slice(0, Math.max(1, Math.round(indent.length / 3)));
  const lines = nbformatJson(value)
    .trimEnd()
    .split("\n")
    .map((each) => each.replace(/^ +/, (spaces) => unit.repeat(spaces.length)));
  return lines.join(`${source.text.includes("\r\n") ? "\r\n" : "\n"}${indent}`);
}
