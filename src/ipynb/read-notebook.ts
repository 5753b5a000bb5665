import { compact } from "../basics/compact.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { CellPlace, SourceText } from "../source/place.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import { itemsOf, type JsonNode, memberOf, numberOf, stringOf } from "./json-node.ts";
import { isMultilineText, multilineText } from "./multiline-text.ts";
import type { Notebook, NotebookCell, SavedOutput } from "./notebook.ts";
import { parseJson } from "./parse-json.ts";
import { readOutput } from "./read-output.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Reads a notebook's file; reports all that is wrong with it, and is absent where anything is. */
export function readNotebook(source: SourceFile, report: Report): Notebook | undefined {
  const root = parseJson(source);
  if ("code" in root) {
    report(root);
    return undefined;
  }
  const problems: Diagnostic[] = [];
  const refuse: Refuse = (node, message, advice) => {
    const place = placeAt(source, node.offset, node.offset + node.length);
    problems.push({ code: "bad-notebook", place, message, ...compact({ advice }) });
  };
  const version = checkVersion(root, refuse);
  const cells = version ? readCells({ source, refuse }, root) : [];
  for (const problem of problems) report(problem);
  return problems.length > 0 ? undefined : { source, metadata: memberOf(root, "metadata"), cells };
}

type Refuse = (node: JsonNode, message: string, advice?: string) => void;

interface Reading {
  readonly source: SourceFile;
  readonly refuse: Refuse;
}

/** True where the rest can be read. */
function checkVersion(root: JsonNode, refuse: Refuse): boolean {
  const version = memberOf(root, "nbformat");
  const major = numberOf(version);
  if (major === 4) return true;
  if (version === undefined) {
    refuse(root, "This is no notebook: it has no `nbformat`");
  } else {
    const advice = "Convert it with: jupyter nbconvert --to notebook --nbformat 4 --inplace, and its name";
    refuse(version, `The notebook is of nbformat ${major ?? "unknown"}, and only 4 is read`, advice);
  }
  return false;
}

function readCells(reading: Reading, root: JsonNode): readonly NotebookCell[] {
  const cells = memberOf(root, "cells");
  if (cells?.type !== "array") {
    reading.refuse(cells ?? root, "The notebook has no list `cells`");
    return [];
  }
  return itemsOf(cells).flatMap((node, index) => readCell(reading, node, index + 1) ?? []);
}

const types = ["code", "markdown", "raw"] as const;

function readCell({ source, refuse }: Reading, node: JsonNode, number: number): NotebookCell | undefined {
  const lacks = (key: string): void => refuse(node, `Cell ${number} has no \`${key}\`, or not of the type that is due`);
  const type = types.find((each) => each === stringOf(memberOf(node, "cell_type")));
  const written = memberOf(node, "source");
  if (type === undefined) lacks("cell_type");
  if (written === undefined || !isMultilineText(written)) lacks("source");
  const isCode = type === "code";
  if (isCode && memberOf(node, "outputs")?.type !== "array") lacks("outputs");
  if (isCode && memberOf(node, "execution_count") === undefined) lacks("execution_count");
  if (type === undefined || written === undefined || !isMultilineText(written)) return undefined;
  const id = stringOf(memberOf(node, "id"));
  const cell = { number, ...compact({ id }) };
  const text = inCell(multilineText(source, written), { ...cell, part: "source" });
  const outputs = isCode ? readOutputs({ source, refuse }, node, number) : [];
  const [start] = text.starts;
  return {
    ...cell,
    type,
    text,
    place: start ?? placeAt(source, node.offset),
    metadata: memberOf(node, "metadata"),
    outputs,
    executed: outputs.length > 0 || numberOf(memberOf(node, "execution_count")) !== undefined,
    node,
  };
}

function readOutputs({ source, refuse }: Reading, cell: JsonNode, number: number): readonly SavedOutput[] {
  return itemsOf(memberOf(cell, "outputs")).flatMap((node) => {
    const output = readOutput(source, node);
    if (typeof output !== "string") return [output];
    refuse(node, `${output} (in cell ${number})`);
    return [];
  });
}

/** The text with its lines counted in the cell. */
export function inCell({ value, starts }: SourceText, cell: Pick<CellPlace, "number" | "id" | "part">): SourceText {
  return {
    value,
    starts: starts.map((start, index) => ({ ...start, cell: { ...cell, line: index + 1, column: 1 } })),
  };
}
