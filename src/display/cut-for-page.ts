/** Characters at each end of a text: a page with more of them would be slow, and nobody reads it. */
const KEPT = 50_000;

/** Both ends of a text that is too long for a page, with how much was left out between. */
export function cutForPage(text: string): string {
  const left = text.length - 2 * KEPT;
  if (left <= 0) return text;
  return `${text.slice(0, KEPT)}\n… (${left} characters are not shown) …\n${text.slice(-KEPT)}`;
}
