import { parser } from "@lezer/python";

/** A node of Python's syntax; `⚠` is what the parser could not read. */
export type PythonNode = ReturnType<typeof parser.parse>["topNode"];

/** Each cell is looked at several times in a row: for its claims, its names, its statements. Trees do not change. */
let latest: { readonly code: string; readonly tree: PythonNode } | undefined;

/** The syntax of a cell, as far as it is Python. */
export function parsePython(code: string): PythonNode {
  if (latest?.code !== code) latest = { code, tree: parser.parse(code).topNode };
  return latest.tree;
}

/** A node's children, in order. */
export function childrenOf(node: PythonNode): readonly PythonNode[] {
  const children: PythonNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}
