import type { CodeEntry } from "../model/code-entries.ts";
import type { SourcePlace } from "../source/place.ts";

interface Advised<Code extends string> {
  readonly code: Code;
  readonly advice?: string;
  readonly place: SourcePlace;
}

/** Gives the general remedy to the first of each code that has no advice of its own: once said, it is known. */
export function adviseOnce<Code extends string, T extends Advised<Code>>(
  items: readonly (T & Advised<Code>)[],
  codes: Readonly<Record<Code, CodeEntry>>,
): readonly (T & Advised<Code>)[] {
  const said = new Set<string>();
  return items.map((item) => {
    if (item.advice !== undefined || said.has(item.code)) return item;
    said.add(item.code);
    // The table is written as prose; a message has no final period.
    const { remedy, inNotebook = remedy } = codes[item.code];
    return { ...item, advice: (item.place.cell === undefined ? remedy : inNotebook).replace(/\.$/, "") };
  });
}
