import { compact } from "../basics/compact.ts";
import type { Slice } from "../model/join-overwritten.ts";
import type { Running } from "../model/observation.ts";
import type { Collected } from "./collected.ts";
import { codePoints, placeDisplayed, type PlacedPiece, placeTexts, runningByLine } from "./place-outputs.ts";
import type { PlacedOutput } from "./read-places.ts";

/** What was put out and cleared away again: characters (code points) of stdout, displays, results. */
export type Cleared = Readonly<Record<PlacedOutput["kind"], number>>;

/** Notes at each output what was running when it was put out, as far as the kernel's record fits. */
export function placeCollected(outputs: readonly Collected[], placed: readonly PlacedOutput[], cleared: Cleared): void {
  const streams = outputs.filter((output) => output.type === "stream").filter(({ name }) => name === "stdout");
  const all = streams.map(({ chunks }) => chunks.join(""));
  const texts = placeTexts(all, placed, cleared.text);
  for (const [index, stream] of streams.entries()) Object.assign(stream, compact({ pieces: texts?.[index] }));
  for (const kind of ["display", "result"] as const) {
    const own = outputs.filter((output) => output.type === kind);
    const known = placed.filter((each) => each.kind === kind).slice(cleared[kind]);
    const running = placeDisplayed(known, own.length);
    for (const [index, output] of own.entries()) {
      const lines = running?.[index];
      if (lines !== undefined) Object.assign(output, { running: [[lines]] });
    }
  }
}

/** By output, from its text and what stands in its place after joining: of streams whose record fits, what was running at each line. */
export function runningOfStreams(
  outputs: readonly Collected[],
  texts: readonly string[],
  placed: readonly (readonly Slice[])[],
): readonly Running["running"][] {
  const pieces = new Map<number, readonly PlacedPiece[]>();
  for (const [index, output] of outputs.entries()) {
    if (output.type !== "stream" || output.pieces === undefined) continue;
    // What came after the cell's end stands behind, and nobody knows of it.
    const known = output.pieces.reduce((sum, { text }) => sum + text.length, 0);
    pieces.set(index, [...output.pieces, { text: (texts[index] ?? "").slice(known) }]);
  }
  if (pieces.size === 0) return [];
  return placed.map((slices, index) => (pieces.has(index) ? runningByLine(slices, pieces) : undefined));
}

/** With what is cleared away now. */
export function addCleared(cleared: Cleared, outputs: readonly Collected[]): Cleared {
  const sum = { ...cleared };
  for (const output of outputs) {
    if (output.type === "display" || output.type === "result") sum[output.type] += 1;
    if (output.type === "stream" && output.name === "stdout") sum.text += codePoints(output.chunks.join(""));
  }
  return sum;
}
