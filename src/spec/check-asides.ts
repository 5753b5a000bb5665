import { type MarkdownAside, findAsides } from "../markdown/find-asides.ts";
import { asideOf, asideLabels } from "../lesson/asides.ts";
import { nearest } from "../basics/nearest.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { placeInText, type SourceText } from "../source/place.ts";

/** What is wrong with the asides of a Markdown text: `> [!NOTE]` and the like. */
export function checkAsides(text: SourceText): readonly Diagnostic[] {
  return findAsides(text.value).flatMap((aside) => {
    const place = placeInText(text, aside.from, aside.column, aside.endColumn);
    const problem = problemOf(aside);
    return problem === undefined ? [] : [{ code: "bad-aside" as const, place, ...problem }];
  });
}

function problemOf(aside: MarkdownAside): Pick<Diagnostic, "message" | "advice"> | undefined {
  const { label, isTop, content } = aside;
  const known = asideOf(label);
  if (known === undefined) {
    const near = nearest(label.toUpperCase().split(/\s/)[0] ?? "", asideLabels);
    const all = asideLabels.map((name) => `\`[!${name}]\``).join(", ");
    return {
      message: `\`[!${label}]\` is no kind of aside`,
      advice: near === undefined ? `There are ${all} and \`[!VERSION 3.14+]\`` : `Did you mean \`[!${near}]\`?`,
    };
  }
  if (known.kind === "bad-version") {
    return { message: `\`[!${label}]\` names no version`, advice: "Write it as in `[!VERSION 3.14+]`" };
  }
  if (content === "") {
    return { message: `This \`[!${label}]\` holds nothing`, advice: "Write its text below it, each line behind `>`" };
  }
  if (isTop) return undefined;
  return {
    message: "An aside stands in a list or in another quote",
    advice: "Put it behind the list, not indented",
  };
}
