/** A statement of a cell; those that share a line are one. Lines are 0-based, in the cell's code as it was written. */
export interface Statement {
  readonly from: number;
  readonly to: number;
  /** Index of the statement whose body it is in. */
  readonly parent?: number;
  /** It stands in the body of a function or class: when it runs, it need not be that its parent does. */
  readonly isDeferred: boolean;
}

/** A cell's statements, and which of them each of its claims belongs to. */
export interface ClaimedStatements {
  /** In source order, so that each comes after its parent. */
  readonly statements: readonly Statement[];
  /** By claim: an index into `statements`; -1 where it stands before all that could show something. */
  readonly claimed: readonly number[];
}

/** The innermost statement that has the line; -1 where none has. */
export function statementAt(statements: readonly Statement[], line: number): number {
  return statements.findLastIndex(({ from, to }) => from <= line && line <= to);
}
