/** A relative path for a URL in Markdown: each part encoded, brackets too, as they would end the link. */
export function encodePath(path: string): string {
  return path.split("/").map(encodePart).join("/");
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll("(", "%28").replaceAll(")", "%29");
}
