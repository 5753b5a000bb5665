import type { Diagnostic } from "../source/diagnostic.ts";
import { rewriteLines } from "./rewrite.ts";
import { lineText, placeAt, type SourceFile } from "../source/source-file.ts";

/** A text whose lines begin with spaces where they began with tabs: the same lines, at best as they were meant. */
export interface MendedTabs {
  readonly text: string;
  /** The 1-based lines that were mended. */
  readonly lines: readonly number[];
}

/** Indents each line that begins with a tab like the lines around it, so that the rest of the file can be read. */
export function mendTabs(source: SourceFile): MendedTabs {
  const mended: string[] = [];
  const lines: number[] = [];
  for (const [line, raw] of source.text.split("\n").entries()) {
    if (tabs.test(raw) && raw.trim() !== "") {
      lines.push(line + 1);
      mended.push(reindented(source, mended, line) + raw.slice(raw.search(/\S/)));
    } else mended.push(raw);
  }
  return { text: mended.join("\n"), lines };
}

/** What to say of a line (0-based) that begins with a tab, and of all others that do. */
export function tabDiagnostic(source: SourceFile, line: number): Diagnostic {
  const { text, lines } = mendTabs(source);
  const from = source.lineStarts[line] ?? 0;
  const others = lines.filter((each) => each !== line + 1).length;
  const also = others === 0 ? "" : `, as ${others === 1 ? "one other is" : `${others} others are`}`;
  return {
    code: "yaml-syntax",
    place: placeAt(source, from, from + lineText(source, line).search(/\S|$/)),
    message: `The line is indented with a tab${also}, and YAML takes only spaces for indentation`,
    advice: "Indent with spaces, like the lines around it",
    ...rewriteLines(source, { first: line, last: line }, (text.split("\n")[line] ?? "").trimEnd()),
  };
}

const tabs = /^ *\t/;

/** As deep as the line above; two columns further for each tab that it has more, or where the line above opens something. */
function reindented(source: SourceFile, above: readonly string[], line: number): string {
  const index = above.findLastIndex((each) => each.trim() !== "");
  const last = above[index];
  if (last === undefined) return "";
  const more = tabs.test(lineText(source, index)) ? tabsOf(source, line) - tabsOf(source, index) : 0;
  const isEntry = /^\s*- /.test(lineText(source, line));
  const opens = more === 0 && /:(?:\s+[|>][-+\d]*)?\s*$/.test(last);
  const column = isEntry && !opens ? last.search(/\S/) : last.search(/[^\s-]|$/);
  return " ".repeat(Math.max(0, column + 2 * more + (opens ? 2 : 0)));
}

function tabsOf(source: SourceFile, line: number): number {
  return /^\s*/.exec(lineText(source, line))?.[0].match(/\t/g)?.length ?? 0;
}
