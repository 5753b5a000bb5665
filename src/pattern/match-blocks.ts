import type { Block, Blocks } from "./blocks.ts";
import { explainAbsence, explainSurplus } from "./explain-block.ts";
import { extraIndent, ownIndent } from "./extra-indent.ts";
import { compileBlock, findBlock, isBlockAt } from "./find-block.ts";
import type { Mismatch } from "./match-result.ts";
import type { Progress } from "./progress.ts";
import { readBlock } from "./read-block.ts";

/** Finds the blocks in the output one after another, each at the first place that has its form; never goes back. */
export function matchBlocks({ blocks, fromStart, toEnd }: Blocks, progress: Progress): Mismatch | undefined {
  if (fromStart && toEnd && blocks.length === 1) settleIndent(blocks, progress);
  for (const [index, block] of blocks.entries()) {
    const isLast = toEnd && index === blocks.length - 1;
    const mismatch = index === 0 && fromStart ? readBlock(block, progress) : seekBlock(block, progress, isLast);
    if (mismatch !== undefined) return mismatch;
  }
  return toEnd && progress.at < progress.output.length ? explainSurplus(progress) : undefined;
}

/** Nothing is left out, so all lines of the output show its indentation. */
function settleIndent([block]: readonly Block[], progress: Progress): void {
  if (block === undefined) return;
  progress.indent = extraIndent(ownIndent(block.lines), { from: 0, count: progress.output.length }, progress);
}

function seekBlock(block: Block, progress: Progress, isLast: boolean): Mismatch | undefined {
  const compiled = compileBlock(block, progress);
  const first = isLast ? Math.max(progress.at, progress.output.length - block.lines.length) : progress.at;
  if (isLast && isBlockAt(compiled, progress, first)) progress.at = first;
  else {
    const place = findBlock(compiled, progress);
    if (place === undefined) return explainAbsence(block, compiled, progress);
    progress.at = place;
  }
  return readBlock(block, progress);
}
