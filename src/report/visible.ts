/** The text with nothing in it that could move a cursor, reorder a line or stand there unseen; tabs stay. */
export function visible(text: string): string {
  return text.replaceAll(unseen, (character) => controlPicture(character) ?? escapeOf(character));
}

/** As `visible`, with tabs and unusual spaces marked too: for two lines that look the same and are not. */
export function exposed(text: string): string {
  return visible(text).replaceAll("\t", "⇥").replaceAll(unusualSpace, escapeOf);
}

// Controls but tab, halves of a surrogate pair, separators of lines; of the format characters those that have no part in
// how letters and emoji are joined: marks of direction, soft hyphen, zero-width space, invisible operators, byte order mark.
const unseen = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const unusualSpace = /(?! )\p{Zs}/gu;

function controlPicture(character: string): string | undefined {
  const code = character.charCodeAt(0);
  if (character === "\t") return character;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : undefined;
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
