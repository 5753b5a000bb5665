import { displayWidth } from "./display-width.ts";
import { visible } from "./visible.ts";

/** What to do, in lines of at most so many columns unless a word is longer. */
export function renderAdvice(advice: string, columns: number): string {
  return advice
    .trimEnd()
    .split("\n")
    .flatMap((line) => wrap(visible(line), columns))
    .join("\n");
}

function wrap(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let width = 0;
  for (const word of line.split(" ")) {
    const wordWidth = displayWidth(word);
    if (lines.length > 0 && width + 1 + wordWidth <= columns) {
      lines.push(`${lines.pop() ?? ""} ${word}`);
      width += 1 + wordWidth;
    } else {
      lines.push(word);
      width = wordWidth;
    }
  }
  return lines;
}
