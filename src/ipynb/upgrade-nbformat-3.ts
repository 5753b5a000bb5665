import { parseTree } from "jsonc-parser";

import { itemsOf, type JsonNode, memberOf, numberOf, stringOf, valueOf } from "./json-node.ts";

/**
 * A notebook of nbformat 3 as one of 4, whose values stand where the file has them.
 * https://nbformat.readthedocs.io/en/latest/changelog.html
 */
export function upgradedFrom3(root: JsonNode): JsonNode {
  const cells = itemsOf(memberOf(root, "worksheets")).flatMap((sheet) => itemsOf(memberOf(sheet, "cells")));
  return object(root, {
    nbformat: memberOf(root, "nbformat"),
    metadata: memberOf(root, "metadata"),
    cells: { type: "array", offset: root.offset, length: root.length, children: cells.map(upgradedCell) },
  });
}

function upgradedCell(cell: JsonNode): JsonNode {
  const type = stringOf(memberOf(cell, "cell_type"));
  const metadata = memberOf(cell, "metadata");
  const source = memberOf(cell, "source");
  switch (type) {
    case "code":
      return object(cell, {
        cell_type: memberOf(cell, "cell_type"),
        metadata,
        source: memberOf(cell, "input"),
        execution_count: memberOf(cell, "prompt_number"),
        outputs: list(cell, itemsOf(memberOf(cell, "outputs")).map(upgradedOutput)),
      });
    case "heading": {
      const level = numberOf(memberOf(cell, "level")) ?? 1;
      const sign = text(source ?? cell, `${"#".repeat(level)} `);
      const pieces = source === undefined ? [] : source.type === "array" ? itemsOf(source) : [source];
      return object(cell, { cell_type: text(cell, "markdown"), metadata, source: list(cell, [sign, ...pieces]) });
    }
    case "html":
      return object(cell, { cell_type: text(cell, "markdown"), metadata, source });
    case undefined:
    default:
      return cell;
  }
}

/** By the names that nbformat 3 has for mime types. */
const mimeTypes: Readonly<Record<string, string>> = {
  text: "text/plain",
  html: "text/html",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  latex: "text/latex",
  json: "application/json",
  javascript: "application/javascript",
};

function upgradedOutput(output: JsonNode): JsonNode {
  switch (stringOf(memberOf(output, "output_type"))) {
    case "stream":
      return object(output, {
        output_type: text(output, "stream"),
        name: memberOf(output, "stream") ?? text(output, "stdout"),
        text: memberOf(output, "text"),
      });
    case "pyerr":
      return object(output, {
        output_type: text(output, "error"),
        ename: memberOf(output, "ename"),
        evalue: memberOf(output, "evalue"),
        traceback: memberOf(output, "traceback"),
      });
    case "pyout":
      return object(output, {
        output_type: text(output, "execute_result"),
        execution_count: memberOf(output, "prompt_number"),
        metadata: object(output, {}),
        data: bundle(output),
      });
    case "display_data":
      return object(output, {
        output_type: text(output, "display_data"),
        metadata: object(output, {}),
        data: bundle(output),
      });
    case undefined:
    default:
      return output;
  }
}

function bundle(output: JsonNode): JsonNode {
  const types = Object.entries(mimeTypes).map(([name, type]) => [type, memberOf(output, name)] as const);
  return object(
    output,
    Object.fromEntries(types.map(([type, value]) => [type, type === "application/json" ? parsed(value) : value])),
  );
}

/** JSON was kept as its text. */
function parsed(node: JsonNode | undefined): JsonNode | undefined {
  if (node === undefined) return undefined;
  const tree = parseTree([valueOf(node)].flat().join(""));
  return tree === undefined ? node : { ...tree, offset: node.offset, length: node.length };
}

type Span = Pick<JsonNode, "offset" | "length">;

function object({ offset, length }: Span, members: Readonly<Record<string, JsonNode | undefined>>): JsonNode {
  const children = Object.entries(members).flatMap(([key, value]): readonly JsonNode[] =>
    value === undefined
      ? []
      : [{ type: "property", offset, length, children: [text({ offset, length: 0 }, key), value] }],
  );
  return { type: "object", offset, length, children };
}

function list({ offset, length }: Span, children: JsonNode[]): JsonNode {
  return { type: "array", offset, length, children };
}

/** A text that the file does not have: it takes no room in it. */
function text({ offset }: Span, value: string): JsonNode {
  return { type: "string", offset, length: 0, value };
}
