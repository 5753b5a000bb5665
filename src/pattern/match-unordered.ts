import { type CompiledLine, rangeOf, whiteSpace } from "./compile-line.ts";
import { findBlock } from "./find-block.ts";
import { judge } from "./judge.ts";
import type { Mismatch } from "./match-result.ts";
import { nearestLine } from "./nearest-line.ts";
import type { TextLine } from "./pattern.ts";
import { compile, extraIndent, judgeOptions, type Progress, withoutIndent } from "./progress.ts";
import { hasForm, plainText, readLine } from "./read-line.ts";

interface PlacedLine {
  readonly line: TextLine;
  readonly patternLine: number;
}

/**
 * Gives each of the pattern's lines, in their order, the first line of output that is still free and has its form:
 * lines of plain text first, since a hole could take what only they can.
 */
export function matchUnordered(progress: Progress, leavesOut: boolean): Mismatch | undefined {
  const lines = progress.pattern.lines.flatMap((line, patternLine) =>
    line.kind === "text" ? [{ line, patternLine }] : [],
  );
  progress.indent = findIndent(lines, progress, leavesOut);
  const free = new Set(progress.output.keys());
  const missing = takePlainLines(lines, progress, free);
  for (const placed of lines) {
    const mismatch = missing.has(placed)
      ? explainUntaken(placed, progress, free)
      : takeLineWithHoles(placed, progress, free);
    if (mismatch !== undefined) return mismatch;
  }
  const [surplus] = free;
  if (leavesOut || surplus === undefined) return undefined;
  return {
    actualLine: surplus,
    actual: progress.output[surplus] ?? "",
    why: "no line of the pattern is left for this line",
  };
}

/** All lines show the output's indentation, unless some are left out: then the first that the pattern meets. */
function findIndent(lines: readonly PlacedLine[], progress: Progress, leavesOut: boolean): string {
  const texts = lines.map(({ line }) => line);
  const [first] = texts;
  if (!leavesOut || first === undefined) return extraIndent(texts, progress.output, progress.work) ?? "";
  const place = findBlock({ start: 0, lines: [first] }, progress);
  return extraIndent([first], progress.output.slice(place ?? 0, (place ?? 0) + 1), progress.work) ?? "";
}

/** Takes a line of output for each line of plain text; gives back those that found none. */
function takePlainLines(lines: readonly PlacedLine[], progress: Progress, free: Set<number>): ReadonlySet<PlacedLine> {
  const places = placesByText(progress);
  return new Set(
    lines.filter(({ line }) => {
      const compiled = compile(line, progress);
      if (compiled.regex !== undefined) return false;
      const place = places.get(keyOf(plainText(compiled), progress))?.pop();
      return place === undefined || !free.delete(place);
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

function takeLineWithHoles(placed: PlacedLine, progress: Progress, free: Set<number>): Mismatch | undefined {
  const compiled = compile(placed.line, progress);
  if (compiled.regex === undefined) return undefined;
  const place = [...free].find((index) => hasForm(compiled, textAt(index, progress) ?? "", progress.work));
  if (place === undefined) return explainUntaken(placed, progress, free);
  free.delete(place);
  return readTaken(compiled, { ...placed, place, progress });
}

function readTaken(
  compiled: CompiledLine,
  { line, patternLine, place, progress }: PlacedLine & { place: number; progress: Progress },
): Mismatch | undefined {
  const reads = readLine(compiled, textAt(place, progress) ?? "", progress.work) ?? [];
  const judgement = judge(compiled.parts, reads, judgeOptions(progress));
  if (judgement.kind === "accepted") {
    progress.captures = judgement.captures;
    return undefined;
  }
  const lines = { patternLine, actualLine: place, expected: line.source, actual: progress.output[place] ?? "" };
  return { ...lines, ...rangeOf(judgement.gap), why: judgement.why };
}

function explainUntaken({ line, patternLine }: PlacedLine, progress: Progress, free: ReadonlySet<number>): Mismatch {
  const compiled = compile(line, progress);
  const lines = [...free];
  const nearest = nearestLine(
    compiled,
    lines.map((place) => progress.output[place] ?? ""),
    0,
  );
  const place = nearest === undefined ? undefined : lines[nearest];
  const why = free.size === 0 ? "no line of the output is left for it" : "no line of the output that is left reads so";
  if (place === undefined) return { patternLine, expected: line.source, why };
  const actual = progress.output[place] ?? "";
  return {
    patternLine,
    actualLine: place,
    expected: line.source,
    actual,
    why: `${why}; line ${String(place + 1)} comes nearest`,
  };
}
