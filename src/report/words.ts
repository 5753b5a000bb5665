import type { Verdict } from "../model/finding.ts";
import type { VerdictCounts } from "../model/count-verdicts.ts";
import type { Style } from "./style.ts";

const marks: Readonly<Record<Verdict, string>> = { passed: "✓", failed: "✗", skipped: "–", error: "!" };

/** A verdict as one character. */
export function renderMark(verdict: Verdict, style: Style): string {
  return dressOf(verdict, style)(marks[verdict]);
}

/** `40 passed, 2 failed`: the verdicts that occur. */
export function renderCounts(counts: VerdictCounts, style: Style): string {
  const order = ["passed", "failed", "skipped", "error"] as const;
  const present = order.filter((verdict) => counts[verdict] > 0);
  const words = present.map((verdict) => {
    const count = counts[verdict];
    return dressOf(verdict, style)(verdict === "error" ? plural(count, verdict) : `${count} ${verdict}`);
  });
  return words.join(", ") || "nothing ran";
}

/** `1 step`, `2 steps`. */
export function plural(count: number, one: string, several: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** Milliseconds for a reader: `40 ms`, `1.2 s`, `3 min 20 s`. */
export function renderDuration(milliseconds: number): string {
  if (milliseconds < 995) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function dressOf(verdict: Verdict, style: Style): Style["good"] {
  const dress = { passed: style.good, failed: style.bad, skipped: style.warning, error: style.bad };
  return dress[verdict];
}
