import { commonIndent, commonPrefix } from "./indent.ts";
import { leadOf } from "./parse-pattern.ts";
import type { TextLine } from "./pattern.ts";
import type { Progress } from "./progress.ts";

/** How many of the output's lines, and from which on. */
export interface Span {
  readonly from: number;
  readonly count: number;
}

/** How far the pattern's lines are indented themselves, all of them; nothing where they are blank. */
export function ownIndent(lines: readonly TextLine[]): number | undefined {
  return commonIndent(lines.filter((line) => line.segments.length > 0).map(leadOf))?.length;
}

/** By how much lines of output are indented more than lines of the pattern that have this indentation of their own. */
export function extraIndent(own: number | undefined, span: Span, { indents, work }: Progress): string | undefined {
  if (own === undefined) return undefined;
  let common: string | undefined;
  for (let place = span.from; place < span.from + span.count && common !== ""; place += 1) {
    const indent = indents[place];
    work.steps += 1;
    if (indent === undefined || indent === common) continue;
    common = common === undefined ? indent : commonPrefix(common, indent);
  }
  return common?.slice(0, Math.max(0, common.length - own));
}

/** The line without the indentation; nothing where it has less. */
export function withoutIndent(line: string, indent: string): string | undefined {
  return line === "" || line.startsWith(indent) ? line.slice(indent.length) : undefined;
}
