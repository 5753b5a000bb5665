import { compact } from "../basics/compact.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { CellPlace, SourceText } from "../source/place.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import { itemsOf, type JsonNode, memberOf, numberOf, stringOf } from "./json-node.ts";
import { isMultilineText, multilineText } from "./multiline-text.ts";
import type { Notebook, NotebookCell, SavedOutput } from "./notebook.ts";
import { parseJson } from "./parse-json.ts";
import { upgradedFrom3 } from "./upgrade-nbformat-3.ts";
import { readOutput } from "./read-output.ts";

/** What upgrades a file, before its name. */
export const upgradeCommand = "jupyter nbconvert --to notebook --nbformat 4 --inplace";

type Report = (diagnostic: Diagnostic) => void;

/** Reads a notebook's file; reports all that is wrong with it, and is absent where anything is. */
export function readNotebook(source: SourceFile, report: Report): Notebook | undefined {
  const parsed = parseJson(source);
  if (!("type" in parsed)) {
    for (const problem of parsed) report(problem);
    return undefined;
  }
  const problems: Diagnostic[] = [];
  const refuse: Refuse = (node, message, advice) => {
    const place = placeAt(source, node.offset, node.offset + node.length);
    problems.push({ code: "bad-notebook", place, message, ...compact({ advice }) });
  };
  const nbformat = checkVersion(parsed, refuse);
  const root = nbformat === 3 ? upgradedFrom3(parsed) : parsed;
  const cells = nbformat === undefined ? [] : readCells({ source, refuse }, root);
  for (const problem of problems) report(problem);
  if (problems.length > 0 || nbformat === undefined) return undefined;
  return { source, nbformat, metadata: memberOf(root, "metadata"), cells };
}

type Refuse = (node: JsonNode, message: string, advice?: string) => void;

interface Reading {
  readonly source: SourceFile;
  readonly refuse: Refuse;
}

/** The format's version, where the rest can be read. */
function checkVersion(root: JsonNode, refuse: Refuse): Notebook["nbformat"] | undefined {
  const version = memberOf(root, "nbformat");
  const major = numberOf(version);
  if (major === 4 || major === 3) return major;
  if (version === undefined) {
    refuse(root, "This is no notebook: it has no `nbformat`");
  } else {
    const advice = `Convert it with: ${upgradeCommand}, and its name`;
    refuse(version, `The notebook is of nbformat ${major ?? "unknown"}, and only 3 and 4 are read`, advice);
  }
  return undefined;
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
  // Tools that make notebooks leave them out, and nbformat reads such a file.
  if (isCode && (memberOf(node, "outputs")?.type ?? "array") !== "array") lacks("outputs");
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
