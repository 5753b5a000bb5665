/** Text as a Python string literal: the only way in which text enters Python source. */
export function pythonLiteral(text: string): string {
  return `"${text.replaceAll(SPECIAL, escape)}"`;
}

/** The same, literals that Python joins, at least one for each line: for text that a student may want to read. */
export function pythonLiteralLines(text: string, indent: number): string {
  const lines = text.replace(/\n$/, "").split(/(?<=\n)/);
  return lines.flatMap((line) => literalsOf(line, WIDTH - indent)).join(`\n${" ".repeat(indent)}`);
}

/** A line's literals, none of them wider than this as far as it has spaces to cut it at. */
function literalsOf(line: string, width: number): readonly string[] {
  const whole = pythonLiteral(line);
  const words = line.split(/(?<= )(?! )/);
  if (whole.length <= width || words.length === 1) return [whole];
  const count = words.findLastIndex((_, index) => pythonLiteral(words.slice(0, index).join("")).length <= width);
  const at = Math.max(1, count);
  return [pythonLiteral(words.slice(0, at).join("")), ...literalsOf(words.slice(at).join(""), width)];
}

const WIDTH = 120;

// Backslash, quote, control characters, and what an editor or a terminal would not show.
const SPECIAL = /[\\"\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const NAMED: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escape(character: string): string {
  return NAMED[character] ?? `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
}
