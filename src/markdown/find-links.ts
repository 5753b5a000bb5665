import { fromMarkdown } from "mdast-util-from-markdown";

/** A link or an image of Markdown; offsets are of the Markdown, ends exclusive. */
export interface MarkdownLink {
  readonly kind: "link" | "image";
  /** Where it leads, as Markdown reads it. */
  readonly url: string;
  /** Where that is written; an image by reference is written elsewhere. */
  readonly from: number;
  readonly to: number;
  /** Of an image: the whole of it, and what stands for it. */
  readonly image?: { readonly from: number; readonly to: number; readonly alt: string };
}

/** The links and images of Markdown, in the order of where their addresses are written. */
export function findLinks(markdown: string): readonly MarkdownLink[] {
  // Most Markdown leads nowhere, and need not be parsed.
  if (!markdown.includes("](") && !markdown.includes("]:")) return [];
  const destinations: Span[] = [];
  const note = (token: Token): void => {
    destinations.push({ from: token.start.offset, to: token.end.offset });
  };
  const enter = { resourceDestination: note, definitionDestination: note };
  const tree = fromMarkdown(markdown, { mdastExtensions: [{ enter }] });
  const nodes = nodesIn(tree);
  const definitions = new Map(
    nodes.flatMap((node) => (node.type === "definition" ? [[node.identifier, node] as const] : [])),
  );
  const links = nodes.flatMap((node): readonly MarkdownLink[] => {
    if (node.type === "link" || node.type === "image") return linkAt(node, node, destinations);
    if (node.type !== "imageReference" && node.type !== "linkReference") return [];
    const definition = definitions.get(node.identifier);
    return definition === undefined ? [] : linkAt(node, definition, destinations);
  });
  return distinct(links).toSorted((a, b) => a.from - b.from);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Token {
  readonly start: { readonly offset: number };
  readonly end: { readonly offset: number };
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];
type Written = Extract<Node, { readonly url: string }>;

function nodesIn(node: Node): readonly Node[] {
  return "children" in node ? [node, ...node.children.flatMap((child) => nodesIn(child as Node))] : [node];
}

/** `written` has the address: the link itself, or what it refers to. An image in a link's text has its own before it. */
function linkAt(node: Node, written: Written, destinations: readonly Span[]): readonly MarkdownLink[] {
  const span = destinations.findLast(({ from, to }) => isWithin(written, from, to));
  if (span === undefined) return [];
  const { url } = written;
  if (node.type !== "image" && node.type !== "imageReference") return [{ kind: "link", url, ...span }];
  const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
  return [{ kind: "image", url, ...span, image: { from, to, alt: node.alt ?? "" } }];
}

function isWithin({ position }: Written, from: number, to: number): boolean {
  return (position?.start.offset ?? 0) <= from && to <= (position?.end.offset ?? 0);
}

/** A definition that several links refer to is written once. */
function distinct(links: readonly MarkdownLink[]): readonly MarkdownLink[] {
  return [...new Map(links.map((link) => [`${link.image?.from ?? ""} ${link.from}`, link])).values()];
}
