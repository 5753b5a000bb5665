import { readFileSync } from "node:fs";

import { compact } from "../basics/compact.ts";

/** What nunjucks says is wrong with a template, and where; for the innermost file that it names. */
export interface TemplateFault {
  /** Absolute, or where nunjucks found no such file the name that was asked for. */
  readonly file: string;
  /** From 1, where it is known. */
  readonly line?: number;
  readonly column?: number;
  readonly reason: string;
}

/** Takes an error of nunjucks apart; `name` is the template that was rendered. */
export function templateFault(name: string, cause: unknown): TemplateFault {
  const lines = (cause instanceof Error ? cause.message : String(cause)).split("\n").map((line) => line.trim());
  const last = lines.findLastIndex((line) => PLACE.test(line));
  const [, file = name, place = ""] = PLACE.exec(lines[last] ?? "") ?? [];
  const reason = lines.slice(last + 1).join(" ");
  const [line, column] = [...place.matchAll(/\d+/g)].map(Number);
  if (WRAPPED.test(reason))
    return { file, ...wrappedPlace(file, reason, line, column), reason: reason.replace(WRAPPED, "") };
  // It tells the place of all but what a file's end is in the way of.
  if (line === undefined) return { file, ...compact({ line: linesOf(file)?.length }), reason };
  return { file, line, ...compact({ column }), reason: REASONS[reason] ?? reason };
}

type Point = Pick<TemplateFault, "line" | "column">;

/** Around what a filter or a call threw nunjucks counts from 0, and leaves out a place in line 0; that of an include it never tells. */
function wrappedPlace(file: string, reason: string, line: number | undefined, column: number | undefined): Point {
  const [, missing] = /template not found: (.+)/.exec(reason) ?? [];
  if (missing !== undefined) {
    const index = linesOf(file)?.findIndex((text) => text.includes(missing)) ?? -1;
    return index === -1 ? {} : { line: index + 1 };
  }
  if (reason.endsWith("end of file")) return compact({ line: linesOf(file)?.length });
  if (line === undefined) return { line: 1 };
  return column === undefined ? { line: line + 1 } : { line: line + 1, column: column + 1 };
}

/** Absent where it cannot be read. */
function linesOf(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n");
  } catch {
    return undefined;
  }
}

const PLACE = /^(?:Template render error: )?\((.+)\)( \[Line \d+(?:, Column \d+)?\])?$/;

const WRAPPED = /^\w*Error: /;

const REASONS: Readonly<Record<string, string>> = {
  "attempted to output null or undefined value": "there is no such value",
};
