import type { Element, Nodes, Root } from "hast";
import { raw } from "hast-util-raw";
import { defaultSchema, sanitize, type Schema } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { toText } from "hast-util-to-text";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toHast } from "mdast-util-to-hast";
import { gfm } from "micromark-extension-gfm";
import { visit } from "unist-util-visit";

import { pythonHtml } from "./highlight-python.ts";

/** A heading of a page, for its table of contents. */
export interface PageHeading {
  /** Of its element. */
  readonly id: string;
  /** 2 or 3. */
  readonly level: number;
  readonly text: string;
}

/** Makes HTML of the Markdown of one page. */
export class MarkdownWriter {
  readonly headings: PageHeading[] = [];
  readonly #ids = new Set<string>();

  /** Markdown as HTML that is safe in a page: the author's own HTML stays, without what could run, load or deceive. */
  write(markdown: string): string {
    const safe = safeHtml(markdown);
    visit(safe, "element", (node) => {
      if (/^h[1-6]$/.test(node.tagName)) this.#head(node);
      if (node.tagName === "a") markAway(node);
      if (node.tagName === "pre") {
        // Long lines scroll, by the keyboard too.
        node.properties["tabIndex"] = 0;
        const [code] = node.children;
        if (code?.type === "element" && isPython(code)) {
          code.children = [{ type: "raw", value: pythonHtml(toText(code, { whitespace: "pre" })) }];
        }
      }
    });
    return toHtml(safe, { allowDangerousHtml: true });
  }

  /** The page has its title above all. */
  #head(node: Element): void {
    const level = Math.min(6, Math.max(2, Number(node.tagName.slice(1))));
    node.tagName = `h${level}`;
    const text = toText(node);
    const id = this.#idFor(text);
    node.properties["id"] = id;
    if (level <= 3) this.headings.push({ id, level, text });
  }

  /** Takes note of a heading that a template has, and gives its id. */
  addHeading(text: string, level: number): string {
    const id = this.#idFor(text);
    this.headings.push({ id, level, text });
    return id;
  }

  #idFor(text: string): string {
    const slug =
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
        .replaceAll(/^-|-$/g, "") || "section";
    let id = slug;
    for (let count = 2; this.#ids.has(id); count += 1) id = `${slug}-${count}`;
    this.#ids.add(id);
    return id;
  }
}

/** The same for a title or a choice, in which no block can stand. */
export function inlineMarkdownHtml(markdown: string): string {
  const safe = safeHtml(markdown);
  const [first, ...others] = safe.children.filter((child) => child.type !== "text" || child.value.trim() !== "");
  const only = others.length === 0 && first?.type === "element" && first.tagName === "p" ? first : undefined;
  return toHtml(only === undefined ? safe : { type: "root", children: only.children });
}

/** What a reader sees of Markdown, where nothing can be marked. */
export function inlineMarkdownText(markdown: string): string {
  return toText(safeHtml(markdown));
}

function safeHtml(markdown: string): Root {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const dangerous = toHast(tree, { allowDangerousHtml: true, clobberPrefix: "" });
  const safe: Nodes = sanitize(raw(dangerous), schema);
  return safe.type === "root" ? safe : { type: "root", children: safe.type === "doctype" ? [] : [safe] };
}

/** GitHub's, with pictures that are in the page itself; what would be loaded from elsewhere is left out. */
const schema: Schema = {
  ...defaultSchema,
  // Ids are the page's own.
  attributes: {
    ...defaultSchema.attributes,
    "*": (defaultSchema.attributes?.["*"] ?? []).filter((name) => name !== "id"),
  },
  protocols: { ...defaultSchema.protocols, src: ["data"] },
};

const pythonClasses: ReadonlySet<unknown> = new Set(["language-python", "language-py", "language-ipython"]);

function isPython({ tagName, properties }: Element): boolean {
  const classes: unknown = properties["className"];
  return tagName === "code" && Array.isArray(classes) && classes.some((name) => pythonClasses.has(name));
}

/** A page elsewhere is not told where its reader came from. */
function markAway({ properties }: Element): void {
  const href: unknown = properties["href"];
  if (typeof href === "string" && /^https?:/i.test(href)) properties["rel"] = ["noreferrer"];
}
