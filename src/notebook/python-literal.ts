/** Text as a Python string literal: the only way in which text enters Python source. */
export function pythonLiteral(text: string): string {
  return `"${text.replaceAll(SPECIAL, escape)}"`;
}

/** The same, a literal for each line, which Python joins: for text that a student may want to read. */
export function pythonLiteralLines(text: string, indent: number): string {
  const lines = text.replace(/\n$/, "").split("\n");
  const literals = lines.map((line, index) => pythonLiteral(index < lines.length - 1 ? `${line}\n` : line));
  return literals.join(`\n${" ".repeat(indent)}`);
}

// Backslash, quote, control characters, and what an editor or a terminal would not show.
const SPECIAL = /[\\"\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const NAMED: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escape(character: string): string {
  return NAMED[character] ?? `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
}
