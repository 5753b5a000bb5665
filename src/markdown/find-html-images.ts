import { fromHtml } from "hast-util-from-html";
import { fromMarkdown } from "mdast-util-from-markdown";

/** An `<img>` that stands as HTML in Markdown; offsets are of the Markdown. */
export interface HtmlImage {
  readonly from: number;
  readonly to: number;
  readonly src?: string;
  /** It says what the picture shows, or, being empty, that it shows nothing that matters. */
  readonly hasAlt: boolean;
}

/** The images that are HTML, and not shown as code or left out as a comment, in their order. */
export function findHtmlImages(markdown: string): readonly HtmlImage[] {
  // Most Markdown has none, and need not be parsed.
  if (!/<img\b/i.test(markdown)) return [];
  return htmlIn(fromMarkdown(markdown)).flatMap(({ position }) => {
    const start = position?.start.offset ?? 0;
    return imagesIn(fromHtml(markdown.slice(start, position?.end.offset), { fragment: true }), start);
  });
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

function htmlIn(node: Node): readonly Node[] {
  if (node.type === "html") return [node];
  return "children" in node ? node.children.flatMap((child) => htmlIn(child as Node)) : [];
}

type Html = ReturnType<typeof fromHtml>;
type HtmlNode = Html | Html["children"][number];

function imagesIn(node: HtmlNode, start: number): readonly HtmlImage[] {
  if (node.type === "element" && node.tagName === "img") {
    const { properties, position } = node;
    const { src, alt } = properties;
    return [
      {
        from: start + (position?.start.offset ?? 0),
        to: start + (position?.end.offset ?? 0),
        ...(typeof src === "string" ? { src } : {}),
        hasAlt: alt !== undefined && alt !== null,
      },
    ];
  }
  return "children" in node ? node.children.flatMap((child) => imagesIn(child, start)) : [];
}
