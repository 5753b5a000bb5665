import { readFile } from "node:fs/promises";

import { packagePath } from "../package/package-path.ts";
import { codes, diagnosticCodes, findingCodes, infrastructureCodes, pageOf } from "../model/code-entries.ts";
import type { Code } from "../model/codes.ts";
import { renderCodeList } from "../report/render-code-list.ts";
import { renderPage } from "../report/render-page.ts";
import type { Arguments, Context } from "./command.ts";
import { suggestion } from "./suggestion.ts";
import { UsageError } from "./usage-error.ts";

/** `nbproof explain`: the pages about codes, or all codes with what they mean. */
export async function explain({ operands }: Arguments, { out }: Context): Promise<number> {
  if (operands.length === 0) {
    out.write(renderCodeList(groupsOfCodes, out.style));
    return 0;
  }
  const pages = await Promise.all(operands.map(codeNamed).map(readPage));
  out.write(pages.map((page) => renderPage(page, out.style)).join("\n"));
  return 0;
}

const groupsOfCodes = {
  "In a file, before anything runs": diagnosticCodes,
  "In a run": findingCodes,
  "Around a lesson": infrastructureCodes,
};

function codeNamed(word: string): Code {
  if (isCode(word)) return word;
  throw new UsageError(`There is no code ${word}${suggestion(word, Object.keys(codes))}`, "explain");
}

function isCode(word: string): word is Code {
  return Object.hasOwn(codes, word);
}

async function readPage(code: Code): Promise<string> {
  return await readFile(packagePath(pageOf(code)), "utf8");
}
