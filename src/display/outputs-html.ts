import { escapeHtml } from "../basics/escape-html.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";
import type { Displayed, Output } from "../model/observation.ts";
import { ansiHtml } from "./ansi-html.ts";
import { framedHtml } from "./framed-html.ts";
import { cutForPage } from "./cut-for-page.ts";

/**
 * What a cell put out, as HTML that is safe in any page: text is escaped, pictures are images, in which nothing runs, and
 * HTML is in a frame in which no script runs. The same for what was recorded and for what a browser's kernel shows.
 */
export function outputsHtml(outputs: readonly Output[]): string {
  return outputs.map(outputHtml).join("\n");
}

function outputHtml(output: Output): string {
  switch (output.type) {
    case "stream":
      return `<pre class="output ${output.name}" tabindex="0">${ansiHtml(cutForPage(output.text))}</pre>`;
    case "display":
    case "result":
      return displayedHtml(output);
    case "error":
      return `<pre class="output error" tabindex="0">${ansiHtml(cutForPage(errorText(output)))}</pre>`;
  }
}

function errorText({ name, message, traceback }: Extract<Output, { type: "error" }>): string {
  return traceback.length > 0 ? traceback.join("\n") : `${name}: ${message}`;
}

/** Of several forms the one that shows most. */
function displayedHtml({ mime }: Pick<Displayed, "mime">): string {
  const html = textOf(mime, "text/html");
  if (html !== undefined) return framedHtml(html);
  for (const type of ["image/png", "image/jpeg", "image/gif", "image/webp"]) {
    const data = textOf(mime, type);
    if (data !== undefined) return imageHtml(`data:${type};base64,${data.replaceAll(/\s/g, "")}`, mime);
  }
  const svg = textOf(mime, "image/svg+xml");
  if (svg !== undefined) return imageHtml(`data:image/svg+xml,${encodeURIComponent(svg)}`, mime);
  return `<pre class="output" tabindex="0">${ansiHtml(cutForPage(plainText(mime)))}</pre>`;
}

function imageHtml(source: string, mime: MimeBundle): string {
  const alt = textOf(mime, "text/plain") ?? "A picture that the cell shows";
  return `<img class="output" src="${escapeHtml(source)}" alt="${escapeHtml(cutForPage(alt))}">`;
}

/** Its text, or where there is none what there is, as it was sent. */
function plainText(mime: MimeBundle): string {
  const plain = textOf(mime, "text/plain");
  if (plain !== undefined) return plain;
  const [first] = Object.values(mime);
  return typeof first === "string" ? first : JSON.stringify(first, undefined, 2);
}

function textOf(mime: MimeBundle, type: string): string | undefined {
  const value = mime[type];
  return typeof value === "string" ? value : undefined;
}
