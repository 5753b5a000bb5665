/** What stands at the top of Markdown between lines of `---`, for programs: Jupyter Book's, jupytext's and others'. */
export interface FrontMatter {
  /** Where it names one. */
  readonly title?: string;
  /** The text behind it. */
  readonly body: string;
}

/** Takes the front matter off a Markdown text. */
export function frontMatter(markdown: string): FrontMatter {
  const lines = markdown.split("\n");
  if (lines[0]?.trimEnd() !== "---") return { body: markdown };
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  // A rule, and no front matter: its first line is a key.
  if (end === -1 || !/^[\w-]+:/.test(lines[1] ?? "")) return { body: markdown };
  const named = lines.slice(1, end).find((line) => line.startsWith("title:"));
  const title = named === undefined ? "" : unquoted(named.slice("title:".length).trim());
  return { ...(title !== "" && { title }), body: lines.slice(end + 1).join("\n") };
}

function unquoted(text: string): string {
  const quote = text.charAt(0);
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}
