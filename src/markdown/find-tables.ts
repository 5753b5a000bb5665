import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";

/** A heading of a table in Markdown, by offsets. */
export interface TableHeading {
  readonly from: number;
  readonly to: number;
  /** Its column, from 1. */
  readonly column: number;
  readonly isEmpty: boolean;
}

/** The headings of the tables of Markdown, in its order. https://github.github.com/gfm/#tables-extension- */
export function findTableHeadings(markdown: string): readonly TableHeading[] {
  // Most Markdown has no table, and need not be parsed.
  if (!markdown.includes("|") || !markdown.includes("-")) return [];
  return headingsIn(fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }));
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

function headingsIn(node: Node): readonly TableHeading[] {
  if (node.type === "table") {
    const [head] = node.children;
    return (head?.children ?? []).map(({ children, position }, index) => ({
      from: position?.start.offset ?? 0,
      to: position?.end.offset ?? 0,
      column: index + 1,
      isEmpty: children.length === 0,
    }));
  }
  return "children" in node ? node.children.flatMap((child) => headingsIn(child as Node)) : [];
}
