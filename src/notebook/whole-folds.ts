import { findFolds, type FoldTag } from "../markdown/find-folds.ts";

/**
 * Markdown whose folds begin and end in it: a `</details>` without a beginning would end the fold that the text is put
 * into, and show what stands behind it. Such a tag is shown as text; what is not ended is ended with the text.
 */
export function wholeFolds(markdown: string): string {
  const open: FoldTag[] = [];
  const stray: FoldTag[] = [];
  for (const tag of findFolds(markdown)) {
    if (tag.opens) {
      open.push(tag);
      continue;
    }
    const at = open.findLastIndex(({ name, container }) => name === tag.name && container === tag.container);
    if (at === -1) stray.push(tag);
    else stray.push(...open.splice(at).slice(1));
  }
  const unended = open.filter(({ isTop, name }) => isTop && name === "details");
  stray.push(...open.filter((tag) => !unended.includes(tag)));
  let shown = markdown;
  for (const { from } of stray.toSorted((a, b) => b.from - a.from)) {
    shown = `${shown.slice(0, from)}&lt;${shown.slice(from + 1)}`;
  }
  return unended.length === 0 ? shown : `${shown.trimEnd()}\n${"\n</details>".repeat(unended.length)}`;
}
