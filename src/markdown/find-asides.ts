import { fromMarkdown } from "mdast-util-from-markdown";

/** A quote that begins with `[!NOTE]` or the like; lines are 0-based in the Markdown, `to` inclusive. */
export interface MarkdownAside {
  /** What stands in the brackets: `NOTE`, `VERSION 3.14+`. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** Of the bracket in its line, and after the closing one. */
  readonly column: number;
  readonly endColumn: number;
  /** It stands in no list and no other quote. */
  readonly isTop: boolean;
  /** The quoted lines without their signs and without the label. */
  readonly content: string;
}

/** The asides of Markdown, in its order. https://docs.github.com/en/get-started/writing-on-github */
export function findAsides(markdown: string): readonly MarkdownAside[] {
  // Most Markdown has none, and need not be parsed.
  if (!markdown.includes("[!")) return [];
  const lines = markdown.split("\n");
  return quotesIn(fromMarkdown(markdown), true).flatMap(({ node, isTop }) => {
    const from = (node.position?.start.line ?? 1) - 1;
    const to = (node.position?.end.line ?? 1) - 1;
    const opening = lines[from] ?? "";
    const column = opening.indexOf("[!", (node.position?.start.column ?? 1) - 1);
    const endColumn = opening.indexOf("]", column) + 1;
    const sign = opening.slice((node.position?.start.column ?? 1) - 1, Math.max(0, column));
    if (column === -1 || endColumn === 0 || !/^> ?$/.test(sign)) return [];
    const quoted = lines.slice(from, to + 1).map((line) => line.replace(/^ {0,3}> ?/, ""));
    const rest = opening.slice(endColumn).trim();
    const content = [...(rest === "" ? [] : [rest]), ...quoted.slice(1)].join("\n").trim();
    return [{ label: opening.slice(column + 2, endColumn - 1).trim(), from, to, column, endColumn, isTop, content }];
  });
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];
type Quote = Extract<Node, { type: "blockquote" }>;

function quotesIn(node: Node, isTop: boolean): readonly { readonly node: Quote; readonly isTop: boolean }[] {
  if (!("children" in node)) return [];
  return node.children.flatMap((child) => {
    const each = child as Node;
    const own = each.type === "blockquote" ? [{ node: each, isTop }] : [];
    return [...own, ...quotesIn(each, false)];
  });
}
