import { fromMarkdown } from "mdast-util-from-markdown";

/** A tag of a fold in Markdown, by offsets. */
export interface FoldTag {
  readonly from: number;
  readonly to: number;
  readonly name: "details" | "summary";
  readonly opens: boolean;
  /** The block that it stands in: a tag can only close what was opened in the same. */
  readonly container: object;
  /** It stands in no list and no quote. */
  readonly isTop: boolean;
}

/** The tags of folds that are HTML, and not shown as code, in their order. */
export function findFolds(markdown: string): readonly FoldTag[] {
  // Most Markdown has none, and need not be parsed.
  if (!/<\/?(?:details|summary)\b/i.test(markdown)) return [];
  const root = fromMarkdown(markdown);
  return tagsIn(root, root);

  function tagsIn(node: Node, container: Node): readonly FoldTag[] {
    if (node.type === "html") return tagsOf(node, container);
    if (!("children" in node)) return [];
    const inner = blocks.has(node.type) ? node : container;
    return node.children.flatMap((child) => tagsIn(child as Node, inner));
  }

  function tagsOf({ position }: Node, container: Node): readonly FoldTag[] {
    const start = position?.start.offset ?? 0;
    const html = markdown.slice(start, position?.end.offset);
    return [...html.matchAll(/<(\/?)(details|summary)\b[^<>]*>/gi)].map(({ 0: tag, 1: slash, 2: name, index }) => ({
      from: start + index,
      to: start + index + tag.length,
      name: name?.toLowerCase() === "summary" ? "summary" : "details",
      opens: slash === "",
      container,
      isTop: container === root,
    }));
  }
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

/** What holds blocks: an element that is opened in one ends with it. */
const blocks: ReadonlySet<string> = new Set(["root", "blockquote", "listItem"]);
