import type { Statement } from "../lesson/claimed-statements.ts";
import { childrenOf, type PythonNode } from "./python-tree.ts";

/** A statement and where in its line it begins. */
export interface FoundStatement extends Statement {
  /** 0-based. */
  readonly column: number;
}

/** The statements of a cell, in source order. */
export function findStatements(code: string, tree: PythonNode): readonly FoundStatement[] {
  const lines = new LineCount(code);
  const found: FoundStatement[] = [];
  collect(tree, { isDeferred: false });
  return found;

  function collect(node: PythonNode, around: Pick<Statement, "parent" | "isDeferred">): void {
    // Those that share a line cannot be told apart by what a kernel knows of a frame.
    let last = -1;
    for (const child of childrenOf(node)) {
      if (!isStatement(child)) {
        collect(child, child.name === "Body" ? { ...around, isDeferred: isDefinition(node) } : around);
        continue;
      }
      const [from, to] = [lines.at(child.from), lines.at(endOf(child))];
      const before = found[last];
      if (before !== undefined && before.to === from) found[last] = { ...before, to };
      else last = found.push({ ...around, from, to, column: lines.columnAt(child.from) }) - 1;
      collect(child, { parent: last, isDeferred: false });
    }
  }
}

function isStatement({ name }: PythonNode): boolean {
  return name.endsWith("Statement") || name.endsWith("Definition") || name === "StatementGroup";
}

function isDefinition({ name }: PythonNode): boolean {
  return name === "FunctionDefinition" || name === "ClassDefinition";
}

/** Where a node's last word begins: comments and white space behind it are not its own. */
function endOf(node: PythonNode): number {
  const last = childrenOf(node).findLast(({ name, from, to }) => name !== "Comment" && from < to);
  return last === undefined ? Math.max(node.from, node.to - 1) : endOf(last);
}

/** Line and column of an offset, both 0-based. */
class LineCount {
  readonly #starts: readonly number[];

  constructor(code: string) {
    this.#starts = [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  at(offset: number): number {
    return this.#starts.findLastIndex((start) => start <= offset);
  }

  columnAt(offset: number): number {
    return offset - (this.#starts[this.at(offset)] ?? 0);
  }
}
