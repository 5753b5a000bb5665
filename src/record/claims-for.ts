import type { RecordedParts } from "../lesson/recording.ts";
import { splitLines } from "../pattern/output-lines.ts";

/** The text of each claim of a cell that shows this, or why claims cannot say it. */
export function claimsFor(
  parts: RecordedParts,
  claimed: readonly string[],
): { readonly texts: readonly string[] } | { readonly reason: string } {
  const { shows = "", ...others } = parts;
  const [other] = Object.keys(others);
  if (other !== undefined) return { reason: reasons[other] ?? `It needs \`${other}\`, which claims cannot say` };
  const count = claimed.length;
  const texts = splitLines(shows);
  if (texts.length !== count) {
    return { reason: `It shows ${lines(texts.length)} and has ${count === 1 ? "1 claim" : `${count} claims`}` };
  }
  const spaced = texts.find((text) => /\S {2,}\S/.test(text) || text.trim() === "...");
  if (spaced !== undefined) return { reason: `Two spaces end a claim, and it shows \`${spaced}\`` };
  return { texts: texts.map((text, index) => withRemark(text, claimed[index] ?? "")) };
}

/** `1 (one)`, whose remark stood behind one space and was part of what was claimed, keeps it behind two. */
function withRemark(text: string, claimed: string): string {
  const remark = / (\([^()]*\))$/.exec(claimed)?.[1];
  return remark === undefined || text.includes("(") ? text : `${text}  ${remark}`;
}

const reasons: Readonly<Record<string, string>> = {
  error: "It raises, which claims cannot say",
  stderr: "It writes to stderr, which claims cannot say",
  unordered: "Its lines come in another order from run to run, which claims cannot say",
  nothing: "It shows nothing any more",
};

function lines(count: number): string {
  return count === 1 ? "1 line" : `${count} lines`;
}
