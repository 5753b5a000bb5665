/** The text with nothing in it that could move a cursor, reorder a line or stand there unseen; tabs stay. */
export function visible(text: string): string {
  return text.replaceAll(unseen, (character) => controlPicture(character) ?? escapeOf(character));
}

/** As `visible`, with tabs and unusual spaces marked too: for two lines that look the same and are not. */
export function exposed(text: string): string {
  return visible(text).replaceAll("\t", "⇥").replaceAll(unusualSpace, escapeOf);
}

// Controls but tab; marks of direction; zero-width space and byte order mark; halves of a surrogate pair.
const unseen = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\p{Cs}]/gu;

const unusualSpace = /(?! )[\p{Zs}\u2028\u2029]/gu;

function controlPicture(character: string): string | undefined {
  const code = character.charCodeAt(0);
  if (character === "\t") return character;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : undefined;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
