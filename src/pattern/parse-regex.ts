import { RE2JS, RE2JSException } from "re2js";

import type { HoleBody } from "./pattern.ts";
import type { Advice } from "./unknown-body.ts";

/** Reads the regular expression that a hole's content begins with; `end` is the column after its last `/`. */
export function parseRegex(
  content: string,
  source: string,
): { readonly body: HoleBody; readonly end: number } | Advice {
  const end = closingSlash(content, 0) + 1;
  const regex = content.slice(1, end - 1);
  if (content.slice(end).includes("/")) {
    return {
      message: `\`${source}\`: the regular expression ends at its second \`/\``,
      advice: "Within it, write `\\/` for a slash",
    };
  }
  return explainRegex(regex, source) ?? { body: { kind: "regex", regex }, end };
}

/** The column of the next `/` that no backslash escapes, else -1. */
export function closingSlash(line: string, start: number): number {
  for (let index = start + 1; index < line.length; index += 1) {
    if (line[index] === "\\") index += 1;
    else if (line[index] === "/") return index;
  }
  return -1;
}

/** Compiled alone and as a group, since what is sound alone may not be so among other parts of the line: `a)(b`. */
function explainRegex(regex: string, source: string): Advice | undefined {
  try {
    const names = Object.keys(RE2JS.compile(regex).namedGroups());
    RE2JS.compile(`(${regex})`);
    if (names.length === 0) return undefined;
    return {
      message: `The regular expression of \`${source}\` names a group`,
      advice: `Name the hole instead, as in \`$(${names[0] ?? "n"}:/[a-z]+/)\``,
    };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return {
      message: `\`${source}\` has a regular expression that cannot be read: ${reasonOf(error)}`,
      advice: "Write it in RE2 syntax, which has no look-around and no back-references; `\\/` stands for a slash",
    };
  }
}

function reasonOf(error: Error): string {
  return error.message.replace(/^error parsing regexp: /, "");
}
