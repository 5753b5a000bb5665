import type { Block, Blocks } from "./blocks.ts";
import { explainAbsence, explainSurplus } from "./explain-block.ts";
import { findBlock, isBlockAt } from "./find-block.ts";
import type { Mismatch } from "./match-result.ts";
import { extraIndent, type Progress } from "./progress.ts";
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
  if (block !== undefined) progress.indent = extraIndent(block.lines, progress.output, progress.work);
}

function seekBlock(block: Block, progress: Progress, isLast: boolean): Mismatch | undefined {
  const first = isLast ? Math.max(progress.at, progress.output.length - block.lines.length) : progress.at;
  if (isLast && isBlockAt(block, progress, first)) progress.at = first;
  else {
    const place = findBlock(block, progress);
    if (place === undefined) return explainAbsence(block, progress);
    progress.at = place;
  }
  return readBlock(block, progress);
}
