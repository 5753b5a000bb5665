import { escapeHtml } from "../basics/escape-html.ts";

/** Characters of HTML: a page with more of them in a frame may stand still for minutes. */
const MOST = 500_000;

/**
 * HTML in a frame of its own, in which no script runs and no form is sent. It is of the page's origin, so that the page can
 * fit its height to it: without scripts that gives it nothing. The page's policy holds in it too.
 */
export function framedHtml(html: string): string {
  if (html.length > MOST) {
    return `<p class="output note">This is HTML of ${html.length} characters: more than a page shows.</p>`;
  }
  const page = `<!doctype html><meta charset="utf-8"><style>${style}</style>${html}`;
  return `<iframe class="output" sandbox="allow-same-origin" title="A display of the cell" srcdoc="${escapeHtml(page)}"></iframe>`;
}

/** As a notebook's front end shows tables. */
const style =
  "body{margin:0;font:15px/1.5 system-ui,sans-serif;background:#fff;color:#1f2328}" +
  "table{border-collapse:collapse}th,td{padding:.3em .7em;text-align:right}th{font-weight:600}" +
  "tbody tr:nth-child(odd){background:#f3f4f6}";
