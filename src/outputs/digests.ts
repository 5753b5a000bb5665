import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import type { Cell } from "../lesson/cell.ts";
import type { Lesson } from "../lesson/lesson.ts";

/** A code cell of a solutions edition, as far as its outputs are recorded. */
export interface RecordableCell {
  readonly cell: Cell;
  /** Its number among the notebook's code cells. */
  readonly count: number;
  readonly digest: string;
}

/** The cells whose outputs are recorded, in order: all that hold code, but the set-up, which shows nothing. */
export function recordableCells(lesson: Lesson, cells: readonly Cell[]): readonly RecordableCell[] {
  const code = cells.filter(({ type }) => type === "code");
  const setup = code.filter(({ role }) => role === "setup").map(({ source }) => source);
  return [...code.entries()]
    .filter(([, { role }]) => role !== "setup")
    .map(([index, cell]) => ({ cell, count: index + 1, digest: digestOf(lesson, cell, setup) }));
}

/** Whether what follows a cell may depend on it: a check puts back what it finds. */
export function leavesTraces({ role }: Cell): boolean {
  return role !== "check";
}

/** What a check says depends on the tests, which are in the set-up. */
function digestOf({ steps }: Lesson, { role, source, step: index = -1 }: Cell, setup: readonly string[]): string {
  const step = steps[index];
  const answers = step !== undefined && "input" in step ? step.input : [];
  return sha256(JSON.stringify([source, role === "check" ? setup : answers]));
}

/** Of what a lesson runs with besides its cells; of a file that cannot be read, that it is none. */
export async function settingDigest({ files, env }: Lesson): Promise<string> {
  const contents = files.map(async ({ path, source }) => {
    const content = await readFile(source).catch(() => undefined);
    return [path, content === undefined ? null : sha256(content)] as const;
  });
  const variables = Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([await Promise.all(contents), variables]));
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
