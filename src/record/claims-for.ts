import type { RecordedParts } from "../lesson/recording.ts";
import { splitLines } from "../pattern/output-lines.ts";

/** The text of each claim of a cell that shows this, or why claims cannot say it. */
export function claimsFor(
  parts: RecordedParts,
  count: number,
): { readonly texts: readonly string[] } | { readonly reason: string } {
  const { shows = "", ...others } = parts;
  const [other] = Object.keys(others);
  if (other !== undefined) return { reason: reasons[other] ?? `It needs \`${other}\`, which claims cannot say` };
  const texts = splitLines(shows);
  if (texts.length !== count) {
    return { reason: `It shows ${lines(texts.length)} and has ${count === 1 ? "1 claim" : `${count} claims`}` };
  }
  const spaced = texts.find((text) => /\S {2,}\S/.test(text) || text.trim() === "...");
  if (spaced !== undefined) return { reason: `Two spaces end a claim, and it shows \`${spaced}\`` };
  return { texts };
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
