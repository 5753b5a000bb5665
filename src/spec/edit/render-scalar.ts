/** Where a text is to stand. */
export interface ScalarPlace {
  /** Between braces or brackets: on one line. */
  readonly flow: boolean;
  /** The column of the key that it belongs to, 0-based. */
  readonly column: number;
  /** What a text is put in that cannot stand bare: a block below its key, or quotes where it is one line. */
  readonly prefer: "block" | "quotes";
}

/** How the text that stands there now is written. */
export interface OldScalar {
  readonly written: string;
}

/** A text as YAML reads it back, whatever it holds; lines end with `\n`, and a block's last line has no end. */
export function renderScalar(text: string, place: ScalarPlace, old?: OldScalar): string {
  const quote = old?.written.charAt(0);
  const isLine = !text.includes("\n");
  if (isLine && (quote === "'" || quote === '"')) return quoted(text, quote);
  const block = place.flow || isUnprintable(text) ? undefined : renderBlock(text, place, old);
  if (block !== undefined && isBlock(old)) return block;
  if (isPlain(text, place.flow)) return text;
  return block !== undefined && (place.prefer === "block" || !isLine) ? block : quoted(text);
}

/** The text in quotes, in those that need the fewest backslashes unless told. */
function quoted(text: string, quote: "'" | '"' = /["\\]/.test(text) ? "'" : '"'): string {
  if (quote === "'" && !text.includes("\n") && !isUnprintable(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replaceAll(/["\\\p{Cc}\p{Cs}\u2028\u2029\ufeff]/gu, escapeOf)}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\u001b": "\\e",
};

function escapeOf(character: string): string {
  return escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** What YAML takes for no text, or for the end of a line. */
export function isUnprintable(text: string): boolean {
  return /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u.test(text);
}

/** What means nothing else to YAML, at its start, within it and at its end. */
function isPlain(text: string, flow: boolean): boolean {
  if (!/^(?:[\p{L}\p{N}$_(/\\=<.+^~;]|[-](?=[\p{L}\p{N}]))/u.test(text) || /\s$/.test(text)) return false;
  if (/[\n\t]|:(?:\s|$)| #|\p{Zs}\p{Zs}$/u.test(text) || isUnprintable(text) || /^(?:\.\.\.|---)/.test(text))
    return false;
  return !flow || !/[,[\]{}]|:["']/.test(text);
}

function isBlock(old: OldScalar | undefined): boolean {
  return old !== undefined && /^[|>]/.test(old.written);
}

/** Under `|`; absent where that would lose a line end, which only quotes can keep. */
function renderBlock(text: string, { column }: ScalarPlace, old?: OldScalar): string | undefined {
  if (text.trim() === "" || text.endsWith("\n")) return undefined;
  const { indicator, comment, indent } = headOf(old, column);
  const leads = /^\n* /.test(text) || /^\n*\t/.test(text);
  const depth = indent - column;
  if (depth < 1 || depth > 9) return undefined;
  const given = leads || indicator !== "" ? String(depth) : "";
  const chomping = old !== undefined && isBlock(old) && /^[|>]\d?-/.test(old.written) ? "-" : "";
  const lines = text.split("\n").map((line) => (line === "" ? "" : " ".repeat(indent) + line));
  return `|${given}${chomping}${comment}\n${lines.join("\n")}`;
}

interface Head {
  /** The depth that the author has written behind `|`. */
  readonly indicator: string;
  readonly comment: string;
  /** The column of the text. */
  readonly indent: number;
}

function headOf(old: OldScalar | undefined, column: number): Head {
  const [, indicator = "", comment = ""] = /^[|>][-+]?(\d?)[-+]?([^\n\r]*)/.exec(old?.written ?? "") ?? [];
  if (old === undefined || !isBlock(old)) return { indicator: "", comment: "", indent: column + 2 };
  const first = old.written.split(/\r?\n/).find((line, index) => index > 0 && line.trim() !== "");
  const indent = indicator === "" ? (first?.search(/\S/) ?? column + 2) : column + Number(indicator);
  return { indicator, comment: comment.trimEnd(), indent };
}
