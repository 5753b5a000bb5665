import { type CompiledLine, rangeOf, whiteSpace } from "./compile-line.ts";
import { extraIndent, ownIndent, withoutIndent } from "./extra-indent.ts";
import { compileBlock, findBlock, indentAt } from "./find-block.ts";
import { judge } from "./judge.ts";
import type { Mismatch } from "./match-result.ts";
import { nearestLine } from "./nearest-line.ts";
import type { TextLine } from "./pattern.ts";
import { compile, judgeOptions, type Progress } from "./progress.ts";
import { gapsOf } from "./gaps-of.ts";
import { hasForm, readLine, textsOf } from "./read-line.ts";

interface NumberedLine {
  readonly line: TextLine;
  readonly patternLine: number;
}

/**
 * Gives each of the pattern's lines, in their order, the first line of output that is still free and has its form:
 * lines of plain text first, since a hole could take what only they can.
 */
export function matchUnordered(progress: Progress, leavesOut: boolean): Mismatch | undefined {
  const { output, pattern } = progress;
  const lines = pattern.lines.flatMap((line, patternLine) => (line.kind === "text" ? [{ line, patternLine }] : []));
  progress.indent = findIndent(lines, progress, leavesOut);
  const free = new Set(output.keys());
  const missing = takePlainLines(lines, progress, free);
  for (const placed of lines) {
    const mismatch = missing.has(placed)
      ? explainUntaken(placed, progress, free)
      : takeLineWithHoles(placed, progress, free);
    if (mismatch !== undefined) return mismatch;
  }
  const [surplus] = free;
  if (leavesOut || surplus === undefined) return undefined;
  const why = "no line of the pattern is left for this line";
  return { kind: "goes-on", actualLine: surplus, actual: output[surplus] ?? "", why };
}

/** All lines show the output's indentation, unless some are left out: then the first that the pattern meets. */
function findIndent(lines: readonly NumberedLine[], progress: Progress, leavesOut: boolean): string {
  const texts = lines.map(({ line }) => line);
  if (!leavesOut) return extraIndent(ownIndent(texts), { from: 0, count: progress.output.length }, progress) ?? "";
  const first = compileBlock({ start: 0, lines: texts.slice(0, 1) }, progress);
  return indentAt(first, progress, findBlock(first, progress) ?? 0);
}

/** Takes a line of output for each line of plain text; gives back those that found none. */
function takePlainLines(
  lines: readonly NumberedLine[],
  progress: Progress,
  free: Set<number>,
): ReadonlySet<NumberedLine> {
  const places = placesByText(progress);
  return new Set(
    lines.filter(({ line, patternLine }) => {
      const compiled = compile(line, progress);
      if (compiled.regex !== undefined) return false;
      const place = places.get(keyOf(compiled.text, progress))?.pop();
      if (place === undefined) return true;
      progress.placed.push({ patternLine, actualLine: place, gaps: [] });
      return !free.delete(place);
    }),
  );
}

/** The lines of output by their text, the first of those that are alike last. */
function placesByText(progress: Progress): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, line] of [...progress.output.entries()].toReversed()) {
    progress.work.steps += line.length + 1;
    const key = keyOf(textAt(place, progress) ?? line, progress);
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  return places;
}

function keyOf(text: string, { options }: Progress): string {
  return options.spaces === "loose" ? text.split(whiteSpace).join(" ") : text;
}

function textAt(place: number, { output, indent = "" }: Progress): string | undefined {
  return withoutIndent(output[place] ?? "", indent);
}

function takeLineWithHoles(placed: NumberedLine, progress: Progress, free: Set<number>): Mismatch | undefined {
  const compiled = compile(placed.line, progress);
  if (compiled.regex === undefined) return undefined;
  const place = firstFit(compiled, progress, free);
  if (place === undefined) return explainUntaken(placed, progress, free);
  free.delete(place);
  return readTaken(compiled, { ...placed, place, progress });
}

function firstFit(compiled: CompiledLine, progress: Progress, free: ReadonlySet<number>): number | undefined {
  for (const place of free) {
    const text = textAt(place, progress);
    if (text !== undefined && hasForm(compiled, text, progress.work)) return place;
  }
  return undefined;
}

function readTaken(
  compiled: CompiledLine,
  { line, patternLine, place, progress }: NumberedLine & { place: number; progress: Progress },
): Mismatch | undefined {
  const reads = readLine(compiled, textAt(place, progress) ?? "", progress.work) ?? [];
  const judgement = judge(compiled.parts, textsOf(reads), judgeOptions(progress));
  if (judgement.kind === "accepted") {
    progress.captures = judgement.captures;
    const gaps = gapsOf(compiled, reads, progress.indent?.length ?? 0);
    progress.placed.push({ patternLine, actualLine: place, gaps });
    return undefined;
  }
  const lines = { patternLine, actualLine: place, expected: line.source, actual: progress.output[place] ?? "" };
  return { kind: "differs", ...lines, ...rangeOf(judgement.gap), why: judgement.why };
}

function explainUntaken({ line, patternLine }: NumberedLine, progress: Progress, free: ReadonlySet<number>): Mismatch {
  const { output, work } = progress;
  const lines = { kind: "absent", patternLine, expected: line.source } as const;
  if (free.size === 0) return { ...lines, why: "no line of the output is left for it" };
  const places = [...free];
  const texts = places.map((place) => output[place] ?? "");
  const place = places[nearestLine(compile(line, progress), texts, { from: 0, work }) ?? -1];
  const why = "no line of the output that is left reads so";
  if (place === undefined) return { ...lines, why };
  const nearest = `${why}; line ${String(place + 1)} comes nearest`;
  return { ...lines, actualLine: place, actual: output[place] ?? "", why: nearest };
}
