import type { Gap } from "./compile-line.ts";
import { holeTypes } from "./hole-types.ts";
import type { JudgeOptions } from "./judge-constraints.ts";
import type { Captures } from "./pattern.ts";
import { quote } from "./quote.ts";

/** What a gap needs, beside the text that stands in its place where that is known. */
export function explainNeed(gap: Gap, read: string | undefined, options: JudgeOptions): string {
  const source = gap.kind === "hole" ? gap.hole.source : gap.text;
  const found = read === undefined ? "" : read === "" ? ", and there is nothing" : `, not ${quote(read)}`;
  return `\`${source}\` needs ${needOf(gap, options)}${found}`;
}

function needOf(gap: Gap, { captures, originOf }: JudgeOptions): string {
  if (gap.kind === "number") return holeTypes.float.needs;
  const { body } = gap.hole;
  switch (body.kind) {
    case "type":
      return holeTypes[body.type].needs;
    case "regex":
      return `text that matches /${body.regex}/`;
    case "alternatives":
      return `one of ${body.alternatives.map(quote).join(", ")}`;
    case "capture":
      return `${describeCapture(body.name, captures)}, captured ${originOf(body.name)}`;
  }
}

function describeCapture(name: string, captures: Captures): string {
  const text = Object.hasOwn(captures, name) ? captures[name] : undefined;
  return text === undefined ? `what \`${name}\` reads` : quote(text);
}
