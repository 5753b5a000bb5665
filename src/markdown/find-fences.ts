import { fromMarkdown } from "mdast-util-from-markdown";

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

/** Where fenced blocks of a language open; line and column are 0-based in the Markdown. */
export function findFences(
  markdown: string,
  language: string,
): readonly { readonly line: number; readonly column: number }[] {
  return fencesIn(fromMarkdown(markdown));

  function fencesIn(node: Node): readonly { readonly line: number; readonly column: number }[] {
    if (node.type === "code" && node.lang === language && node.position !== undefined) {
      const { line, column } = node.position.start;
      return [{ line: line - 1, column: column - 1 }];
    }
    return "children" in node ? node.children.flatMap((child) => fencesIn(child as Node)) : [];
  }
}
