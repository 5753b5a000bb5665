import type { Diagnostic } from "../source/diagnostic.ts";
import { isKnownKey } from "./keys.ts";
import { lineAt, lineEnd, lineText, placeAt, type SourceFile } from "../source/source-file.ts";
import { tabDiagnostic } from "./tab-lines.ts";
import type { YamlSlip } from "./yaml-slip.ts";

/** Tells of a line that YAML cannot place: nothing after it can be read as it was meant. */
export function readLayoutSlip(source: SourceFile, slip: YamlSlip): Diagnostic {
  if (slip.code === "MULTIPLE_DOCS") return severalDocuments(source, slip.from);
  if (slip.message.includes("Missing closing")) return unclosed(source, slip.quoteFrom ?? slip.from, "quote");
  if (/end with a [\]}]/.test(slip.message)) return unclosed(source, openBracket(source, slip.from), "bracket");
  const from = skipBlank(source, slip.from);
  const tabbed = [slip.from, from].find((offset) => lineText(source, lineAt(source, offset)).startsWith("\t"));
  if (tabbed !== undefined || slip.code === "TAB_AS_INDENT")
    return tabDiagnostic(source, lineAt(source, tabbed ?? slip.from));
  return misplaced(source, from);
}

function severalDocuments(source: SourceFile, from: number): Diagnostic {
  return {
    code: "several-documents",
    place: placeAt(source, from, lineEnd(source, from)),
    message: "A second document begins here, and a file holds one",
    advice: "Remove the line `---` or `...`, or put what follows it into a file of its own",
  };
}

function unclosed(source: SourceFile, from: number, what: "quote" | "bracket"): Diagnostic {
  return {
    code: "yaml-syntax",
    place: placeAt(source, from, from + 1),
    message: `A ${what} opens here and is never closed`,
    advice: "Close it, or put the text under `|`, where quotes and brackets are plain text",
  };
}

/** The last bracket or brace before the offset that has no partner. */
function openBracket(source: SourceFile, offset: number): number {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at -= 1) {
    const character = source.text.charAt(at);
    if ("]}".includes(character)) depth += 1;
    if ("[{".includes(character)) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return offset;
}

function misplaced(source: SourceFile, from: number): Diagnostic {
  const written = lineText(source, lineAt(source, from));
  const place = placeAt(source, from, lineEnd(source, from));
  const code = "yaml-syntax";
  // Further in, a word without a colon may be the beginning of a line of prose.
  const key = /^(\s*(?:- )?)([a-z]+)(:\S.*)$/.exec(written) ?? /^()([a-z]+)( .*)$/.exec(written);
  const [, before = "", word = "", rest = ""] = key ?? [];
  if (isKnownKey(word)) {
    const what = rest.startsWith(":") ? "space follows its colon" : "colon follows it";
    const message = `\`${word}\` is no key here, because no ${what}`;
    const rewritten = `${before}${word}: ${rest.replace(/^:/, "").trimStart()}`;
    return { code, place, message, advice: "Write the key, a colon and a space", rewritten };
  }
  if (/^\s*(?:- )?[\w-]+:(?:\s|$)|^\s*- /.test(written)) {
    const message = "YAML cannot place this line: its indentation is that of no line above it";
    return { code, place, message, advice: "Indent it like its neighbours" };
  }
  return {
    code,
    place,
    message: "YAML cannot place this line: it is no key, and not far enough in to be part of the text above it",
    advice: "Text under `|` is indented further than its key, each line at least as far as the first",
  };
}

function skipBlank(source: SourceFile, offset: number): number {
  return offset + (/^\s*/.exec(source.text.slice(offset))?.[0].length ?? 0);
}
