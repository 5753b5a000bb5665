import { pythonLiteral } from "../basics/python-literal.ts";
import { childrenOf, parsePython, type PythonNode } from "./python-tree.ts";

/**
 * A test in which each `assert` without a message says what does not hold, and what two sides of a comparison were. The
 * test's lines stay where they are.
 */
export function tellAsserts(test: string): string {
  return bareAsserts(parsePython(test))
    .flatMap((node) => insertions(node, test))
    .toSorted((one, other) => other.at - one.at)
    .reduce((text, { at, inserted }) => text.slice(0, at) + inserted + text.slice(at), test);
}

interface Insertion {
  readonly at: number;
  readonly inserted: string;
}

function bareAsserts(node: PythonNode): readonly PythonNode[] {
  const children = childrenOf(node);
  const isBare = node.name === "AssertStatement" && !children.some(({ name }) => name === ",") && isRead(node);
  return isBare ? [node] : children.flatMap(bareAsserts);
}

function isRead(node: PythonNode): boolean {
  return node.name !== "⚠" && childrenOf(node).every(isRead);
}

function insertions(assert: PythonNode, test: string): readonly Insertion[] {
  const [, condition] = childrenOf(assert);
  if (condition === undefined) return [];
  const sides = sidesOf(condition);
  const text = `this does not hold: ${test.slice(condition.from, condition.to).replaceAll(/\s+/g, " ")}`;
  const what = pythonLiteral(text).slice(1, -1).replaceAll(/[{}]/g, "$&$&");
  const seen = sides.length === 0 ? "" : " (it is {_show(_seen)}, against {_show(_wanted)})";
  return [
    // First, for what is inserted later at the same place stands before it.
    { at: condition.to, inserted: `, f"${what}${seen}"` },
    ...sides.flatMap(({ from, to }, index) => [
      { at: from, inserted: `(${["_seen", "_wanted"][index]} := ` },
      { at: to, inserted: ")" },
    ]),
  ];
}

/** What is compared, where it is two things alone. */
function sidesOf(node: PythonNode): readonly PythonNode[] {
  const children = childrenOf(node);
  if (node.name === "ParenthesizedExpression") return children[1] === undefined ? [] : sidesOf(children[1]);
  const [left, right] = [children[0], children.at(-1)];
  const isSimple = isComparison(node) && left !== undefined && right !== undefined && !isComparison(left);
  return isSimple ? [left, right] : [];
}

function isComparison(node: PythonNode): boolean {
  const operator = node.name === "BinaryExpression" ? childrenOf(node)[1]?.name : undefined;
  return operator !== undefined && ["CompareOp", "in", "is", "not"].includes(operator);
}
