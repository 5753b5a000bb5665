import type { DraftStep } from "../spec/render-lesson.ts";
import { readMarkers } from "./markers.ts";

/** A cell's code as a step, without the options that MyST puts above it; its tags say what they say in a notebook. */
export function mystCell(text: string): readonly DraftStep[] {
  const lines = text.split("\n");
  const options = optionLines(lines);
  const code = lines.slice(options).join("\n").trimEnd();
  if (code.trim() === "") return [];
  const { skip, mayRaise } = readMarkers(code, tagsIn(lines.slice(0, options)));
  if (skip !== undefined) return [{ prose: `\`\`\`python\n${code}\n\`\`\`` }];
  // Which error that is, Markdown does not say.
  return [mayRaise ? { code, expect: { error: { name: "$(any)" } } } : { code }];
}

/** How many lines are options: `:tags: [a, b]`, or YAML between lines of `---`. */
function optionLines(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() === "---") {
    const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
    return end === -1 ? 0 : end + 1;
  }
  const first = lines.findIndex((line) => !/^:[\w-]+:/.test(line));
  return first === -1 ? lines.length : first;
}

/** In brackets, or one a line with a dash. */
function tagsIn(options: readonly string[]): readonly string[] {
  const first = options.findIndex((line) => /^:?tags:/.test(line));
  if (first === -1) return [];
  const rest = options.slice(first + 1);
  const end = rest.findIndex((line) => !/^\s*-\s/.test(line));
  const written = [options[first]?.replace(/^:?tags:/, "") ?? "", ...rest.slice(0, end === -1 ? rest.length : end)];
  return written.flatMap((line) => line.match(/[A-Za-z_][\w-]*/g) ?? []);
}
