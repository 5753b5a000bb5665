import type { Diagnostic } from "../source/diagnostic.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import { pythonLiteral } from "../basics/python-literal.ts";
import type { SourceFile } from "../source/source-file.ts";
import { type JsonNode, memberOf, stringOf, stringsOf, valueOf } from "./json-node.ts";
import { metadataPlace } from "./metadata-place.ts";
import type { NotebookCell } from "./notebook.ts";

/**
 * What nbmake executes unseen after a cell: `mock` gives variables other values, `post_cell_execute` is code.
 * https://github.com/treebeardtech/nbmake#mock-out-variables-to-simplify-testing
 */
export function readNbmake(
  source: SourceFile,
  cell: NotebookCell,
  report: (diagnostic: Diagnostic) => void,
): CodeStep["after"] {
  const mock = memberOf(cell.metadata, "nbmake", "mock");
  const code = memberOf(cell.metadata, "nbmake", "post_cell_execute");
  const refuse = (node: JsonNode, message: string): void =>
    report({ code: "bad-notebook", place: metadataPlace(source, cell, node), message });
  if (mock !== undefined && mock.type !== "object") refuse(mock, "nbmake's `mock` is no map of variables");
  if (code !== undefined && !isListOfTexts(code)) refuse(code, "nbmake's `post_cell_execute` is no list of lines");
  const variables = mock?.type === "object" ? (mock.children ?? []) : [];
  const lines = [...variables.map((member) => assignment(source, member)), ...stringsOf(code)];
  const first = mock ?? code;
  if (lines.length === 0 || first === undefined) return undefined;
  return { code: lines.join("\n"), place: metadataPlace(source, cell, first) };
}

function isListOfTexts(node: JsonNode): boolean {
  return node.type === "array" && (node.children ?? []).every(({ type }) => type === "string");
}

/** The key is whatever may stand on the left: `epochs`, `config["data"]`, `model.depth`. */
function assignment(source: SourceFile, { children: [key, value] = [] }: JsonNode): string {
  return `${stringOf(key) ?? ""} = ${value === undefined ? "None" : pythonValue(source, value)}`;
}

function pythonValue(source: SourceFile, node: JsonNode): string {
  const { type, children = [], offset, length } = node;
  switch (type) {
    case "string":
      return pythonLiteral(stringOf(node) ?? "");
    case "boolean":
      return valueOf(node) === true ? "True" : "False";
    case "null":
      return "None";
    case "array":
      return `[${children.map((item) => pythonValue(source, item)).join(", ")}]`;
    case "object":
      return `{${children.map((member) => pythonValue(source, member)).join(", ")}}`;
    case "property":
      return children.map((part) => pythonValue(source, part)).join(": ");
    case "number":
      // As it is written: 1.0 is no 1.
      return source.text.slice(offset, offset + length);
  }
}
