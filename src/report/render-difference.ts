import { commonLength } from "../basics/common-length.ts";
import type { Difference } from "../model/finding.ts";
import { cutLine, type CutLine } from "./cut-line.ts";
import { labelColumns, labelled } from "./labelled.ts";
import type { Style } from "./style.ts";
import { exposed, visible } from "./visible.ts";

/** Expected beside actual, one above the other, the first difference marked, and why the line was refused. */
export function renderDifference({ expected, actual, why }: Difference, style: Style): string {
  const [near, beside] = aroundDifference(expected, actual);
  const look = looksAlike(near, beside) ? exposed : visible;
  const [left, right] = [near && look(near), beside && look(beside)];
  const at = firstDifference(left, right);
  const shown = right === undefined ? undefined : cutAround(right, at, style);
  const rows = [
    left === undefined
      ? nothing("expected", style)
      : labelled("expected", style.good(cutAround(left, at, style).text), style),
    shown === undefined ? nothing("actual", style) : labelled("actual", style.bad(shown.text), style),
  ];
  if (shown?.mark !== undefined) rows.push(labelled("", `${" ".repeat(shown.mark.start)}${style.bad("^")}`, style));
  if (why !== undefined) rows.push(labelled("why", visible(why), style));
  return rows.join("\n");
}

/** How much of a line is looked at, before and after the place where the two begin to differ. */
const reach = 5000;

/** Of lines of megabytes what a terminal could show; `…` stands where something is left out. */
function aroundDifference(
  expected: string | undefined,
  actual: string | undefined,
): readonly [string | undefined, string | undefined] {
  if (Math.max(expected?.length ?? 0, actual?.length ?? 0) <= 2 * reach) return [expected, actual];
  const at = firstDifference(expected, actual) ?? 0;
  const around = (text: string | undefined): string | undefined =>
    text === undefined || text.length <= 2 * reach
      ? text
      : (at > reach ? "…" : "") +
        text.slice(Math.max(0, at - reach), at + reach) +
        (text.length > at + reach ? "…" : "");
  return [around(expected), around(actual)];
}

function looksAlike(expected: string | undefined, actual: string | undefined): boolean {
  return expected?.replaceAll(/\s+/g, " ").trim() === actual?.replaceAll(/\s+/g, " ").trim();
}

/** Where two plain lines begin to differ; a pattern with a hole may differ from its output anywhere. */
function firstDifference(expected: string | undefined, actual: string | undefined): number | undefined {
  if (expected === undefined || actual === undefined || expected.includes("$(")) return undefined;
  const at = commonLength(expected, actual);
  return at === 0 || at === Math.max(expected.length, actual.length) ? undefined : at;
}

/** Without a mark more of the line is shown, and the terminal folds it. */
function cutAround(text: string, at: number | undefined, style: Style): CutLine {
  const room = style.columns - labelColumns - 2;
  return at === undefined ? cutLine(text, 3 * room) : cutLine(text, room, { start: at, end: at + 1 });
}

function nothing(label: string, style: Style): string {
  return style.quiet(`${label.padEnd(labelColumns)}nothing here`);
}
