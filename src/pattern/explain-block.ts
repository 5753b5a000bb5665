import type { Block } from "./blocks.ts";
import type { CompiledLine } from "./compile-line.ts";
import { explainForm } from "./explain-form.ts";
import { formsAt } from "./find-block.ts";
import type { Mismatch } from "./match-result.ts";
import { nearestLine } from "./nearest-line.ts";
import type { TextLine } from "./pattern.ts";
import { compile, judgeOptions, type Progress } from "./progress.ts";

/** The output ends before this line of the pattern. */
export function explainMissing(line: TextLine, patternLine: number, { output }: Progress): Mismatch {
  const why = output.length === 0 ? "there is no output" : `the output ends after ${countLines(output.length)}`;
  return { patternLine, expected: line.source, why };
}

/** The output goes on after the pattern's last line. */
export function explainSurplus({ at, output, pattern }: Progress): Mismatch {
  const line = output[at] === "" ? ", with an empty line" : "";
  const why = `the output goes on after the pattern's last line${line}`;
  return { actualLine: at, actual: output[at] ?? "", why: pattern.lines.length === 0 ? "no output was expected" : why };
}

/** No place in the rest of the output has the block's form: where most of its lines have it, or the line that is most alike. */
export function explainAbsence(block: Block, progress: Progress): Mismatch {
  const compiled = block.lines.map((line) => compile(line, progress));
  const best = bestPlace(block, compiled, progress);
  if (best.forms === 0) return explainNowhere(block, compiled[0], progress);
  const patternLine = block.start + best.forms;
  const line = block.lines[best.forms];
  const place = best.place + best.forms;
  const actual = progress.output[place];
  if (line === undefined || actual === undefined) return explainMissing(line ?? emptyLine, patternLine, progress);
  const differing = compiled[best.forms];
  const lines = { patternLine, actualLine: place, expected: line.source, actual };
  return differing === undefined ? lines : { ...lines, ...explainLine(differing, actual.trimStart(), progress) };
}

const emptyLine: TextLine = { kind: "text", source: "", segments: [] };

function bestPlace(
  block: Block,
  compiled: readonly CompiledLine[],
  progress: Progress,
): { place: number; forms: number } {
  let best = { place: progress.at, forms: 0 };
  for (let place = progress.at; place < progress.output.length; place += 1) {
    const forms = formsAt(block, compiled, { progress, place });
    if (forms > best.forms) best = { place, forms };
  }
  return best;
}

function explainNowhere(block: Block, first: CompiledLine | undefined, progress: Progress): Mismatch {
  const { at, output } = progress;
  const expected = first?.source ?? "";
  const rest = at === 0 ? "no line of the output" : `no line after line ${String(at)} of the output`;
  const nearest = first === undefined ? undefined : nearestLine(first, output, at);
  if (nearest === undefined) return { patternLine: block.start, expected, why: `${rest} reads so` };
  const why = `${rest} reads so; line ${String(nearest + 1)} comes nearest`;
  return { patternLine: block.start, expected, actualLine: nearest, actual: output[nearest] ?? "", why };
}

/** Why a line of output has not the form of the pattern's line, and where in the pattern. */
export function explainLine(compiled: CompiledLine, text: string, progress: Progress): Mismatch {
  return explainForm(compiled, text, judgeOptions(progress));
}

function countLines(count: number): string {
  return count === 1 ? "1 line" : `${String(count)} lines`;
}
