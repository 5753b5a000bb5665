import { isEllipsis } from "./parse-pattern.ts";

/** An expected text that this text matches and hardly any other: `$(` becomes `$$(`, a line of `...` becomes `$(/\.\.\./)`. */
export function escapePattern(text: string): string {
  return text.replace(/[^\r\n]+/g, escapeLine);
}

function escapeLine(line: string): string {
  return isEllipsis(line) ? line.replace("...", () => String.raw`$(/\.\.\./)`) : line.replaceAll("$(", "$$$$(");
}
