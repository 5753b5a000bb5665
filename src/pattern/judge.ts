import { type Gap, isGap, type Part } from "./compile-line.ts";
import { judgeConstraints, type JudgeOptions } from "./judge-constraints.ts";
import type { Captures, Hole } from "./pattern.ts";
import { quote } from "./quote.ts";
import { numbersAgree } from "./written-numbers.ts";

/** The captures after a line, or the gap that refused what it read. */
export type Judgement =
  | { readonly kind: "accepted"; readonly captures: Captures }
  | { readonly kind: "refused"; readonly gap: Gap; readonly why: string };

/** Holds what a line's gaps read against their constraints and captures, from left to right. */
export function judge(parts: readonly Part[], reads: readonly string[], options: JudgeOptions): Judgement {
  let { captures } = options;
  for (const [index, gap] of parts.filter(isGap).entries()) {
    const read = reads[index] ?? "";
    const why = judgeGap(gap, read, { ...options, captures });
    if (why !== undefined) return { kind: "refused", gap, why };
    if (gap.kind === "hole" && gap.hole.name !== undefined) captures = { ...captures, [gap.hole.name]: read };
  }
  return { kind: "accepted", captures };
}

function judgeGap(gap: Gap, read: string, options: JudgeOptions): string | undefined {
  if (gap.kind === "number") return judgeWrittenNumber(gap.text, read);
  return judgeAgain(gap.hole, read, options) ?? judgeConstraints(gap.hole, read, options);
}

function judgeWrittenNumber(written: string, read: string): string | undefined {
  if (numbersAgree(written, read)) return undefined;
  return `${quote(read)}, to as many decimals as written, is not ${written}`;
}

function judgeAgain({ body, source }: Hole, read: string, { captures, originOf }: JudgeOptions): string | undefined {
  if (body.kind !== "capture" || captures[body.name] === read) return undefined;
  return `\`${source}\` must be ${quote(captures[body.name] ?? "")}, captured ${originOf(body.name)}, not ${quote(read)}`;
}
