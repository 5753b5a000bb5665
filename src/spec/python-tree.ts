import { parser } from "@lezer/python";

/** A node of Python's syntax; `⚠` is what the parser could not read. */
export type PythonNode = ReturnType<typeof parser.parse>["topNode"];

/** The syntax of a cell, as far as it is Python. */
export function parsePython(code: string): PythonNode {
  return parser.parse(code).topNode;
}

/** A node's children, in order. */
export function childrenOf(node: PythonNode): readonly PythonNode[] {
  const children: PythonNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}
