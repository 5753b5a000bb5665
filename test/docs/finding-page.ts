import { readFile } from "node:fs/promises";

import { pageOf } from "../../src/model/code-entries.ts";
import type { Code } from "../../src/model/codes.ts";

/** A page about a code, taken apart: what it says, and what of it can be tried. */
export interface FindingPage {
  readonly text: string;
  readonly heading: string;
  /** The first paragraph. */
  readonly opening: string;
  /** The files of the example, by name. */
  readonly example: Files;
  /** The example's files mended, once for each way that the page shows. */
  readonly mended: readonly Files[];
  /** The command line after `$ `. */
  readonly command: string;
  /** What nbproof prints, as the page has it. */
  readonly printed: string;
}

export type Files = Readonly<Record<string, Uint8Array>>;

const transcript = /```console\n\$ (.*)\n\n([^]*?)^```\n/m;

/**
 * Reads the page about a code. A fenced block is a file where it begins with a comment that names it, `# lesson.yaml`,
 * or has the name behind its language; `latin1` there is its encoding. What stands under "What to do" mends the example.
 */
export async function readPage(code: Code): Promise<FindingPage> {
  const text = await readFile(pageOf(code), "utf8");
  const [before = "", after = ""] = text.split("\n## What to do\n");
  const [, command = "", printed = ""] = transcript.exec(before) ?? [];
  const example = Object.assign({}, ...filesIn(before)) as Files;
  return {
    text,
    heading: /^# (.*)\n/.exec(text)?.[1] ?? "",
    opening: text.split("\n")[2] ?? "",
    example,
    mended: filesIn(after).map((file) => ({ ...example, ...file })),
    command,
    printed,
  };
}

/** The page with what nbproof prints now. */
export function withPrinted({ text }: FindingPage, printed: string): string {
  return text.replace(transcript, (_, command: string) => `\`\`\`console\n$ ${command}\n\n${printed}\`\`\`\n`);
}

function filesIn(markdown: string): readonly Files[] {
  const blocks = [...markdown.matchAll(/^```(\S+) ?(.*)\n([^]*?)^```$/gm)];
  return blocks.flatMap(([, , info = "", content = ""]) => {
    const name = /^(?:# )?(\S+\.(?:yaml|json|ipynb|md|txt|njk|toml))$/.exec(
      info === "" || info === "latin1" ? firstLine(content) : info,
    );
    if (name?.[1] === undefined) return [];
    return [{ [name[1]]: Buffer.from(content, info === "latin1" ? "latin1" : "utf8") }];
  });
}

function firstLine(text: string): string {
  return text.slice(0, text.indexOf("\n"));
}
