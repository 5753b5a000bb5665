import type { Block } from "./blocks.ts";
import type { CompiledLine } from "./compile-line.ts";
import { compile, extraIndent, type Progress, withoutIndent } from "./progress.ts";
import { hasForm } from "./read-line.ts";

/** The first place from here on where all lines of the block have their form. */
export function findBlock(block: Block, progress: Progress): number | undefined {
  const compiled = block.lines.map((line) => compile(line, progress));
  const last = progress.output.length - block.lines.length;
  for (let place = progress.at; place <= last; place += 1) {
    if (formsAt(block, compiled, { progress, place }) === block.lines.length) return place;
  }
  return undefined;
}

/** Whether the lines of output at the place have the block's form. */
export function isBlockAt(block: Block, progress: Progress, place: number): boolean {
  const compiled = block.lines.map((line) => compile(line, progress));
  return formsAt(block, compiled, { progress, place }) === block.lines.length;
}

/** How many lines of the block have their form at the place before the first that has not. */
export function formsAt(
  block: Block,
  compiled: readonly CompiledLine[],
  { progress, place }: { readonly progress: Progress; readonly place: number },
): number {
  const met = progress.output.slice(place, place + block.lines.length);
  const indent = progress.indent ?? extraIndent(block.lines, met, progress.work) ?? "";
  const differing = compiled.findIndex((line, index) => {
    const text = withoutIndent(met[index] ?? "", indent);
    return index >= met.length || text === undefined || !hasForm(line, text, progress.work);
  });
  return differing === -1 ? compiled.length : differing;
}
