import type { Pattern, TextLine } from "./pattern.ts";

/** Lines of a pattern that stand one right after the other. */
export interface Block {
  /** The first line's index in the pattern. */
  readonly start: number;
  readonly lines: readonly TextLine[];
}

/** A pattern's blocks, and whether the first must begin the output and the last must end it. */
export interface Blocks {
  readonly blocks: readonly Block[];
  readonly fromStart: boolean;
  readonly toEnd: boolean;
}

/** The blocks between a pattern's lines of `...`. */
export function blocksOf({ lines }: Pattern): Blocks {
  const blocks: { start: number; lines: TextLine[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const last = blocks.at(-1);
    if (line.kind === "ellipsis") continue;
    if (last !== undefined && last.start + last.lines.length === index) last.lines.push(line);
    else blocks.push({ start: index, lines: [line] });
  }
  return { blocks, fromStart: lines[0]?.kind !== "ellipsis", toEnd: lines.at(-1)?.kind !== "ellipsis" };
}

/** Each line of text a block of its own, anywhere in the output. */
export function looseLinesOf({ lines }: Pattern): Blocks {
  const blocks = lines.flatMap((line, start) => (line.kind === "text" ? [{ start, lines: [line] }] : []));
  return { blocks, fromStart: false, toEnd: false };
}
