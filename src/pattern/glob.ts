import { RE2JS } from "re2js";

/**
 * Whether a path, with `/` between its names, is one that a pattern means: `*` and `?` stand for what is in a name, `**`
 * for any folders, `{a,b}` for one of the texts. A folder means all that is below it. Linear in the path.
 */
export function globOf(pattern: string): (path: string) => boolean {
  const plain = pattern.replace(/^\.\//, "").replace(/\/$/, "");
  const regex = RE2JS.compile(`${regexOf(plain)}(?:/.*)?`, RE2JS.DOTALL);
  return (path) => regex.testExact(path);
}

function regexOf(pattern: string): string {
  return pattern.replaceAll(/\*\*\/|\/\*\*$|\*+|\?|\{[^{}/]*\}|[^]/gu, (piece) => {
    if (piece === "**/") return "(?:.*/)?";
    if (piece === "/**") return "/.*";
    if (piece.startsWith("*")) return piece === "*" ? "[^/]*" : ".*";
    if (piece === "?") return "[^/]";
    if (piece === "{" || !piece.startsWith("{")) return RE2JS.quote(piece);
    return `(?:${piece.slice(1, -1).split(",").map(regexOf).join("|")})`;
  });
}
