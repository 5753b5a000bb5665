import { asideOf } from "../lesson/asides.ts";
import type { Linked } from "../lesson/linked.ts";
import { findAsides, type MarkdownAside } from "../markdown/find-asides.ts";
import { findFences } from "../markdown/find-fences.ts";
import { findLinks, type MarkdownLink } from "../markdown/find-links.ts";
import { quoted } from "./blocks.ts";
import { encodePath } from "../basics/encode-path.ts";
import { escapeHtml } from "../basics/escape-html.ts";
import { labelled } from "./labelled.ts";
import type { Picture, Pictures } from "./pictures.ts";
import { versionsInWords } from "./versions-in-words.ts";
import { wholeFolds } from "./whole-folds.ts";

/** Where Markdown leads from the notebook that it stands in. */
export interface MarkdownTargets {
  readonly links?: Readonly<Record<string, Linked>> | undefined;
  readonly pictures: Pictures;
  /** Where another lesson is, or `index`, by its name. */
  readonly addressOf: (lesson: string) => string;
}

/**
 * Markdown as every front end shows it: pictures in it, links to what was built, quoted outputs labelled, asides as
 * quotes with a bold label or folded. No front end of notebooks knows `> [!NOTE]`.
 */
export function studentMarkdown(markdown: string, targets: MarkdownTargets): string {
  return withAsides(withLabelledOutputs(withLinks(wholeFolds(markdown), targets)));
}

function withLinks(markdown: string, { links = {}, pictures, addressOf }: MarkdownTargets): string {
  let shown = "";
  let done = 0;
  for (const { from, to, text } of findLinks(markdown).flatMap((link) => replaced(link, links[link.url]))) {
    if (from < done) continue;
    shown += markdown.slice(done, from) + text;
    done = to;
  }
  return shown + markdown.slice(done);

  function replaced(link: MarkdownLink, linked: Linked | undefined): readonly Replacement[] {
    if (linked === undefined) return [];
    const { from, to, image } = link;
    if (linked.kind === "picture") {
      const picture = pictures.get(linked.source);
      return picture === undefined || image === undefined ? [] : [{ ...image, text: pictureHtml(picture, image.alt) }];
    }
    const rest = /[?#].*$/s.exec(link.url)?.[0] ?? "";
    const path = linked.kind === "file" ? linked.path : addressOf(linked.name);
    return [{ from, to, text: encodePath(path) + rest }];
  }
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Markdown has no way to say how wide a picture is. */
function pictureHtml({ uri, width }: Picture, alt: string): string {
  const size = width === undefined ? "" : ` width="${width}"`;
  return `<img src="${uri}" alt="${escapeHtml(alt)}"${size}>`;
}

/** The block itself is shown as text: no front end knows a language of this name. */
function withLabelledOutputs(markdown: string): string {
  if (!/[`~]{3}[ \t]*output\b/.test(markdown)) return markdown;
  const lines = markdown.split("\n");
  for (const { line, column } of findFences(markdown, "output").toReversed()) {
    const written = lines[line] ?? "";
    const margin = written.slice(0, column);
    // Below a list's sign the label's paragraph goes on.
    const below = margin.replaceAll(/[^>]/g, " ");
    const [fence = ""] = /^[`~]+/.exec(written.slice(column)) ?? [];
    lines.splice(line, 1, `${margin}*Output:*`, below.trimEnd(), `${below}${fence}text`);
  }
  return lines.join("\n");
}

function withAsides(markdown: string): string {
  const lines = markdown.split("\n");
  for (const aside of findAsides(markdown).toReversed()) {
    if (aside.isTop) lines.splice(aside.from, aside.to - aside.from + 1, ...asideLines(aside));
  }
  return lines.join("\n");
}

function asideLines({ label, content }: MarkdownAside): readonly string[] {
  const aside = asideOf(label);
  if (aside?.kind === "note") {
    return quoted(labelled(content, `**${aside.title}.**`)).split("\n");
  }
  if (aside?.kind !== "version") return content.split("\n");
  const summary = `On Python ${versionsInWords(aside.python)}`;
  return ["<details>", `<summary>${summary}</summary>`, "", ...content.split("\n"), "", "</details>"];
}
