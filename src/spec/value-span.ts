import { compact } from "../basics/compact.ts";
import { isInFlow, type Span } from "./rewrite.ts";
import { lineAt, lineText, type SourceFile } from "../source/source-file.ts";

/** A value as the author wrote it, whatever YAML made of it. */
export interface WrittenValue extends Span {
  /** The key that it stands after, where there is one. */
  readonly key?: string;
}

const beforeValue = /^(?<indent>\s*(?:- +)*)(?:(?<key>[A-Za-z_][\w -]*):[ \t]+)?/;

/** The value in whose line an offset lies; absent where the line has no value there. */
export function valueAt(source: SourceFile, offset: number): WrittenValue | undefined {
  const line = lineAt(source, offset);
  const start = source.lineStarts[line] ?? 0;
  const match = beforeValue.exec(lineText(source, line));
  const { key } = match?.groups ?? {};
  const from = start + (match?.[0].length ?? 0);
  if (from > offset || from === start) return undefined;
  return { from, to: valueEnd(source, from), ...compact({ key }) };
}

/** Where the value that begins at an offset ends, if all of it was meant as one text. */
export function valueEnd(source: SourceFile, from: number): number {
  const line = lineAt(source, from);
  const start = source.lineStarts[line] ?? 0;
  const text = lineText(source, line);
  const rest = text.slice(from - start);
  if (isInFlow(source, from))
    return from + rest.slice(0, /,\s*(?:[\w-]+\s*:\s|\{)|[}\]]|$/.exec(rest)?.index).trimEnd().length;
  const column = beforeValue.exec(text)?.groups?.["indent"]?.length ?? 0;
  let last = line;
  while (indentation(lineText(source, last + 1)) > column) last += 1;
  return (source.lineStarts[last] ?? 0) + lineText(source, last).trimEnd().length;
}

/** The depth of a line; none where nothing is on it. */
function indentation(line: string): number {
  return line.search(/\S/);
}
