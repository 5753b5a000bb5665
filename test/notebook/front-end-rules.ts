import { fromMarkdown } from "mdast-util-from-markdown";
import type { Nodes } from "mdast";

/** What of a notebook's file the rules are about. */
export interface NotebookFile {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: {
    readonly kernelspec?: { readonly name?: string; readonly display_name?: string };
    readonly language_info?: { readonly name?: string } | undefined;
  };
  readonly cells: readonly NotebookCell[];
}

interface NotebookCell {
  readonly id: string;
  readonly cell_type: string;
  readonly metadata: { readonly tags?: readonly string[] };
  readonly source: readonly string[];
  readonly attachments?: object;
  readonly execution_count?: number | null;
  readonly outputs?: readonly { readonly output_type: string; readonly data?: Readonly<Record<string, unknown>> }[];
}

/**
 * Which rules a notebook breaks that hold for JupyterLab, GitHub, Colab and VS Code: what one of them takes out, does not
 * show or rewrites. `isThere` says whether a file lies beside the notebook.
 */
export function brokenRules(notebook: NotebookFile, isThere: (path: string) => boolean): readonly string[] {
  const { nbformat, nbformat_minor: minor, metadata, cells } = notebook;
  const { kernelspec: { name, display_name: title } = {}, language_info: language } = metadata;
  const ids = cells.map(({ id }) => id);
  return [
    ...(nbformat === 4 && minor === 5 ? [] : [`nbformat ${nbformat}.${minor}`]),
    // Lab asks for a kernel without it.
    ...(language?.name === "python" ? [] : ["no language"]),
    ...(name && title ? [] : ["no kernelspec"]),
    // nbformat takes it, and writes another in its place.
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id}: an id twice`),
    ...cells.flatMap((cell) => brokenIn(cell, isThere).map((rule) => `${cell.id}: ${rule}`)),
  ];
}

function brokenIn(cell: NotebookCell, isThere: (path: string) => boolean): readonly string[] {
  const { id, cell_type: type, metadata, source, attachments, outputs = [] } = cell;
  const { tags = [] } = metadata;
  const areGood = new Set(tags).size === tags.length && tags.every((tag) => !tag.includes(","));
  return [
    ...(/^[a-zA-Z0-9-_]{1,64}$/.test(id) ? [] : ["not an id"]),
    ...(areGood ? [] : [`the tags ${tags.join(", ")}`]),
    ...(attachments === undefined ? [] : ["attachments"]),
    ...(type === "markdown" ? brokenInMarkdown(source.join(""), isThere) : []),
    ...outputs.flatMap(({ data = {} }) => brokenInOutput(data)),
  ];
}

/** Taken out, or dead, somewhere. */
const FORBIDDEN = /<(?:script|style|svg|input|iframe|form)\b/gi;

function brokenInMarkdown(text: string, isThere: (path: string) => boolean): readonly string[] {
  const { html, images } = partsOf(fromMarkdown(text));
  const folds = html.join("\n");
  const count = (part: RegExp): number => [...folds.matchAll(part)].length;
  return [
    ...[...folds.matchAll(FORBIDDEN)].map(([tag]) => tag.toLowerCase()),
    ...images.flatMap(({ alt, url }) => [
      ...(alt === "" ? ["an image without alt text"] : []),
      ...(isShown(url, isThere) ? [] : [`the image ${url.split(",")[0]}`]),
    ]),
    ...(/<details\s+open/i.test(folds) ? ["a fold that is open"] : []),
    ...(count(/<details\b/gi) === count(/<\/details>/gi) ? [] : ["a fold that does not end"]),
    ...(/<\/summary>\n(?!\n)/i.test(withoutCode(text)) ? ["no blank line after a summary"] : []),
  ];
}

/** What HTML and which images a front end finds in Markdown: what is code is not among it. */
function partsOf(node: Nodes): { readonly html: readonly string[]; readonly images: readonly Image[] } {
  if (node.type === "html") {
    const tags = [...node.value.matchAll(/<img\b[^>]*>/gi)].map(([tag]) => tag);
    return {
      html: [node.value],
      images: tags.map((tag) => ({ alt: attribute(tag, "alt"), url: attribute(tag, "src") })),
    };
  }
  if (node.type === "image") return { html: [], images: [{ alt: node.alt ?? "", url: node.url }] };
  const children = "children" in node ? node.children.map(partsOf) : [];
  return { html: children.flatMap(({ html }) => html), images: children.flatMap(({ images }) => images) };
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`, "i").exec(tag)?.[1] ?? "";
}

interface Image {
  readonly alt: string;
  readonly url: string;
}

function isShown(url: string, isThere: (path: string) => boolean): boolean {
  if (/^(?:data:image\/png;base64,|https:)/.test(url)) return true;
  return !/^[a-z+]+:/i.test(url) && isThere(decodeURIComponent(url));
}

function withoutCode(text: string): string {
  return text.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, "");
}

/** Untrusted, Lab shows none of it; elsewhere it is dead. */
function brokenInOutput(data: Readonly<Record<string, unknown>>): readonly string[] {
  const html = JSON.stringify(data["text/html"] ?? "");
  return [
    ...Object.keys(data)
      .filter((type) => /svg|javascript/.test(type))
      .map((type) => `shows ${type}`),
    ...[...html.matchAll(FORBIDDEN)].map(([tag]) => `shows ${tag.toLowerCase()}`),
  ];
}
