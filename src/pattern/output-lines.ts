// Select Graphic Rendition of ECMA-48, 8.3.117: colours and other looks of text. Other control sequences are content.
// oxlint-disable-next-line no-control-regex -- the escape character is what such a sequence begins with
const looks = /\u001b\[[0-9;:]*m/g;

/** The lines of a text, as written; a newline at the very end does not begin a further line. */
export function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** What of a line is compared: no ANSI colours, no trailing white space. */
export function comparedText(line: string): string {
  return withoutColours(line).trimEnd();
}

/** The text without ANSI colour sequences. */
export function withoutColours(text: string): string {
  return text.replace(looks, "");
}
