/** A server's URL without the page that a browser was on: Lab, the Notebook, the tree of files; it ends in `/`. */
export function serverBase({ origin, pathname }: URL): string {
  const path = pathname.replace(/\/(?:lab|tree|notebooks|doc)(?:\/.*)?$/s, "/");
  return `${origin}${path}${path.endsWith("/") ? "" : "/"}`;
}
