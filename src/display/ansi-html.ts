import { AnsiUp } from "ansi_up";

/** Text for a terminal as HTML: its colours are classes (`ansi-red-fg`), all else that steers a terminal is left out. */
export function ansiHtml(text: string): string {
  const writer = new AnsiUp();
  writer.use_classes = true;
  return writer.ansi_to_html(coloured(text));
}

/**
 * Text in which nothing but colours steers a terminal: of a link that it does not know, or of a sequence that does not end,
 * the library would leave out the text as well. https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */
function coloured(text: string): string {
  if (!text.includes("\u001b")) return text;
  return text.replaceAll(commands, "").replaceAll(moves, "").replaceAll(others, "␛");
}

/** Such as titles and links: `ESC ]` up to BEL or `ESC \`. */
// oxlint-disable-next-line no-control-regex
const commands = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
/** `ESC [` with another end than that of colours. */
// oxlint-disable-next-line no-control-regex
const moves = /\u001b\[[0-?]*[ -/]*[@-ln-~]/g;
// oxlint-disable-next-line no-control-regex
const others = /\u001b(?!\[[\d;:]*m)/g;
