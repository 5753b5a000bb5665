import type { Expectation } from "../lesson/expectation.ts";
import type { QuizOption } from "../lesson/lesson.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourcePlace } from "../source/place.ts";

/**
 * A prediction whose choices hold, letter by letter, what the cell shows, and of which another is marked as right. Only
 * where what it shows is one text for every kernel, spelled out; of all else nothing is said.
 */
export function checkChoices(
  options: readonly QuizOption[],
  expect: Expectation | undefined,
  place: SourcePlace,
): readonly Diagnostic[] {
  const shown = literalOf(expect);
  if (shown === undefined) return [];
  const same = options.filter(({ text }) => codeOf(text) === shown);
  if (same.length === 0 || same.some(({ right }) => right)) return [];
  const message = `A choice is what the cell shows, \`${shown.split("\n")[0]}\`, and is not marked as right`;
  return [{ code: "bad-quiz", place, message, advice: "Mark it `[x]`, or mend what the cell is expected to show" }];
}

/** The text that is shown whatever the kernel; absent where that cannot be told. */
function literalOf(expect: Expectation | undefined): string | undefined {
  const [variant, ...others] = expect?.variants ?? [];
  if (variant === undefined || others.length > 0 || variant.when !== undefined) return undefined;
  const { shows, ...more } = variant.parts;
  if (shows === undefined || Object.keys(more).some((key) => key !== "spaces" && key !== "numbers")) return undefined;
  const lines = shows.pattern.lines.map((line) => {
    if (line.kind === "ellipsis") return undefined;
    const texts = line.segments.map((segment) => (segment.kind === "literal" ? segment.text : undefined));
    return texts.includes(undefined) ? undefined : texts.join("");
  });
  return lines.includes(undefined) ? undefined : lines.join("\n").trim();
}

/** What a choice says that is one piece of code, or plain text without any markup. */
function codeOf(markdown: string): string | undefined {
  const text = markdown.trim();
  const [, block] = /^```\w*\n([^`]*)\n```$/.exec(text) ?? [];
  if (block !== undefined) return block.trim();
  const [, span] = /^`([^`]+)`$/.exec(text) ?? [];
  if (span !== undefined) return span.trim();
  return /^[\w .,:-]+$/.test(text) ? text : undefined;
}
