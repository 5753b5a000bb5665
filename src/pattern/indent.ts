import { commonLength } from "../basics/common-length.ts";

/** The white space that a line begins with. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** The longest white space that all the lines begin with; nothing where there are no lines. */
export function commonIndent(lines: readonly string[]): string | undefined {
  const [first, ...others] = lines.map(indentOf);
  return others.reduce<string | undefined>((common, indent) => commonPrefix(common ?? "", indent), first);
}

/** The longest text that both begin with. */
export function commonPrefix(left: string, right: string): string {
  return left.slice(0, commonLength(left, right));
}
