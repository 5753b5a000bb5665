import type { Block } from "./blocks.ts";
import { rangeOf } from "./compile-line.ts";
import { explainMissing } from "./explain-block.ts";
import { explainForm } from "./explain-form.ts";
import { extraIndent, ownIndent, withoutIndent } from "./extra-indent.ts";
import { judge } from "./judge.ts";
import type { Mismatch } from "./match-result.ts";
import type { TextLine } from "./pattern.ts";
import { compile, judgeOptions, type Progress } from "./progress.ts";
import { gapsOf } from "./gaps-of.ts";
import { readLine, textsOf } from "./read-line.ts";

/** Holds a block against the output's next lines, one by one, and judges what its holes read. */
export function readBlock({ start, lines }: Block, progress: Progress): Mismatch | undefined {
  progress.indent ??= extraIndent(ownIndent(lines), { from: progress.at, count: lines.length }, progress);
  for (const [index, line] of lines.entries()) {
    const mismatch = readNext(line, { progress, patternLine: start + index });
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function readNext(
  line: TextLine,
  { progress, patternLine }: { progress: Progress; patternLine: number },
): Mismatch | undefined {
  const { output, at, indent = "", work } = progress;
  const actual = output[at];
  if (actual === undefined) return explainMissing(line, patternLine, progress);
  const compiled = compile(line, progress);
  const text = withoutIndent(actual, indent);
  const reads = text === undefined ? undefined : readLine(compiled, text, work);
  const lines = { kind: "differs" as const, patternLine, actualLine: at, expected: line.source, actual };
  if (reads === undefined) return { ...lines, ...explainForm(compiled, text ?? actual, judgeOptions(progress)) };
  const judgement = judge(compiled.parts, textsOf(reads), judgeOptions(progress));
  if (judgement.kind === "refused") return { ...lines, ...rangeOf(judgement.gap), why: judgement.why };
  progress.captures = judgement.captures;
  progress.placed.push({ patternLine, actualLine: at, gaps: gapsOf(compiled, reads, indent.length) });
  progress.at += 1;
  return undefined;
}
