import type { Block } from "./blocks.ts";
import type { CompiledLine } from "./compile-line.ts";
import { extraIndent, ownIndent, withoutIndent } from "./extra-indent.ts";
import { compile, type Progress } from "./progress.ts";
import { hasForm } from "./read-line.ts";

/** A block made ready to be looked for in many places. */
export interface CompiledBlock {
  readonly lines: readonly CompiledLine[];
  readonly ownIndent: number | undefined;
}

/** The block, with the captures known by now. */
export function compileBlock({ lines }: Block, progress: Progress): CompiledBlock {
  return { lines: lines.map((line) => compile(line, progress)), ownIndent: ownIndent(lines) };
}

/** The first place from here on where all lines of the block have their form. */
export function findBlock(block: CompiledBlock, progress: Progress): number | undefined {
  const last = progress.output.length - block.lines.length;
  for (let place = progress.at; place <= last; place += 1) {
    if (isBlockAt(block, progress, place)) return place;
  }
  return undefined;
}

/** Whether the lines of output at the place have the block's form. */
export function isBlockAt(block: CompiledBlock, progress: Progress, place: number): boolean {
  return formsAt(block, progress, place) === block.lines.length;
}

/** How many lines of the block have their form at the place before the first that has not. */
export function formsAt(block: CompiledBlock, progress: Progress, place: number): number {
  const indent = indentAt(block, progress, place);
  const differing = block.lines.findIndex((line, index) => {
    const actual = progress.output[place + index];
    const text = actual === undefined ? undefined : withoutIndent(actual, indent);
    return text === undefined || !hasForm(line, text, progress.work);
  });
  return differing === -1 ? block.lines.length : differing;
}

/** By how much the output is indented more than the pattern, where the block stands at the place. */
export function indentAt(block: CompiledBlock, progress: Progress, place: number): string {
  return progress.indent ?? extraIndent(block.ownIndent, { from: place, count: block.lines.length }, progress) ?? "";
}
