import type { Block } from "./blocks.ts";
import type { CompiledLine } from "./compile-line.ts";
import { explainForm } from "./explain-form.ts";
import { withoutIndent } from "./extra-indent.ts";
import { type CompiledBlock, formsAt, indentAt } from "./find-block.ts";
import type { Mismatch } from "./match-result.ts";
import { nearestLine } from "./nearest-line.ts";
import type { TextLine } from "./pattern.ts";
import { judgeOptions, type Progress } from "./progress.ts";
import { hasForm } from "./read-line.ts";

/** The output ends before this line of the pattern. */
export function explainMissing(line: TextLine, patternLine: number, { output }: Progress): Mismatch {
  const why = output.length === 0 ? "there is no output" : `the output ends after ${countLines(output.length)}`;
  return { kind: "ends", patternLine, expected: line.source, why };
}

/** The output goes on after the pattern's last line. */
export function explainSurplus({ at, output, pattern }: Progress): Mismatch {
  const expected =
    pattern.lines.length === 0 ? "no output was expected" : "the output goes on after the pattern's last line";
  const actual = output[at] ?? "";
  return {
    kind: "goes-on",
    actualLine: at,
    actual,
    why: actual === "" ? `${expected}: here is an empty line` : expected,
  };
}

/** No place in the rest of the output has the block's form: where most of its lines have it, or the line that is most alike. */
export function explainAbsence(block: Block, compiled: CompiledBlock, progress: Progress): Mismatch {
  const { place: start, forms } = bestPlace(compiled, progress);
  const [line, differing] = [block.lines[forms], compiled.lines[forms]];
  if (line === undefined || differing === undefined) throw new Error("A block that is there is not absent");
  const place = start + forms;
  const patternLine = block.start + forms;
  const actual = progress.output[place];
  if (actual === undefined) return explainMissing(line, patternLine, progress);
  if (forms === 0) return explainNowhere(compiled, { patternLine, first: differing }, progress);
  const lines = { kind: "differs" as const, patternLine, actualLine: place, expected: line.source, actual };
  const text = withoutIndent(actual, indentAt(compiled, progress, start)) ?? actual;
  return { ...lines, ...explainForm(differing, text, judgeOptions(progress)) };
}

function bestPlace(block: CompiledBlock, progress: Progress): { place: number; forms: number } {
  let best = { place: progress.at, forms: 0 };
  for (let place = progress.at; place < progress.output.length; place += 1) {
    const forms = formsAt(block, progress, place);
    if (forms > best.forms) best = { place, forms };
  }
  return best;
}

/** Says of the block's first line whether it came too early, and else what comes nearest. */
function explainNowhere(
  block: CompiledBlock,
  { patternLine, first }: { readonly patternLine: number; readonly first: CompiledLine },
  progress: Progress,
): Mismatch {
  const { at, output, work } = progress;
  const lines = { kind: "absent", patternLine, expected: first.source } as const;
  const textAt = (place: number): string => withoutIndent(output[place] ?? "", indentAt(block, progress, place)) ?? "";
  const early = output.slice(0, at).findIndex((_, place) => hasForm(first, textAt(place), work));
  if (early !== -1) {
    const why = `line ${String(early + 1)} of the output reads so, but the pattern wants it after line ${String(at)}`;
    return { ...lines, actualLine: early, actual: output[early] ?? "", why };
  }
  const rest = at === 0 ? "no line of the output reads so" : `no line after line ${String(at)} of the output reads so`;
  const nearest = nearestLine(first, output, { from: at, work });
  if (nearest === undefined) return { ...lines, why: rest };
  const form = explainForm(first, textAt(nearest), judgeOptions(progress));
  const why = [`${rest}; line ${String(nearest + 1)} comes nearest`, ...(form.why === undefined ? [] : [form.why])];
  return { ...lines, actualLine: nearest, actual: output[nearest] ?? "", ...form, why: why.join(", but ") };
}

function countLines(count: number): string {
  return count === 1 ? "1 line" : `${String(count)} lines`;
}
