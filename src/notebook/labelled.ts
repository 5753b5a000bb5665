import { fromMarkdown } from "mdast-util-from-markdown";

/** Markdown after a label: on its line where a paragraph follows, else below it, so that a list stays a list. */
export function labelled(markdown: string, label: string): string {
  const text = markdown.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  if (text === "") return label;
  const isParagraph = fromMarkdown(text).children[0]?.type === "paragraph" && !text.startsWith("|");
  return `${label}${isParagraph ? " " : "\n\n"}${text}`;
}
