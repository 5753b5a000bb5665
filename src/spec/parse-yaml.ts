import { parseAllDocuments } from "yaml";
import type { Diagnostic } from "../lesson/diagnostic.ts";
import { readTree } from "./read-tree.ts";
import type { SourceFile } from "./source-file.ts";
import { adviseOnYaml } from "./yaml-advice.ts";
import type { YamlSlip } from "./yaml-slip.ts";
import type { YamlNode } from "./yaml-node.ts";

/** A YAML file, read: its tree as far as it can be trusted, and what is wrong with it as YAML. */
export interface ParsedYaml {
  /** Absent where the file holds nothing. */
  readonly root?: YamlNode;
  readonly diagnostics: readonly Diagnostic[];
  /** The 1-based line of an error after which the tree cannot be trusted. */
  readonly brokenAt?: number;
}

/** Reads YAML as text: no value is a number, a truth value or null. */
export function parseYaml(source: SourceFile): ParsedYaml {
  const documents = parseAllDocuments(source.text, {
    schema: "failsafe",
    keepSourceTokens: true,
    prettyErrors: false,
    uniqueKeys: false,
  });
  if (!Array.isArray(documents)) return { diagnostics: [] };
  const [first, second] = documents;
  if (first === undefined) return { diagnostics: [] };

  const tree = readTree(source, first);
  const slips = [...first.errors, ...first.warnings].map((error): YamlSlip => {
    const { code, pos, message } = error;
    const quoteFrom = tree.quotes.findLast((from) => from < pos[0]);
    return { code, from: pos[0], message, ...(quoteFrom === undefined ? {} : { quoteFrom }) };
  });
  if (second !== undefined) slips.push({ code: "MULTIPLE_DOCS", from: second.range[0], message: "" });
  const { diagnostics, brokenAt } = adviseOnYaml(source, [...slips, ...tree.slips]);
  return {
    ...(tree.root === undefined ? {} : { root: tree.root }),
    diagnostics: [...diagnostics, ...tree.diagnostics],
    ...(brokenAt === undefined ? {} : { brokenAt }),
  };
}
