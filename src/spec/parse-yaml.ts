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
  /** The 1-based lines that were not read as they were meant. */
  readonly spoilt: ReadonlySet<number>;
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
  const [first, second] = Array.isArray(documents) ? documents : [];
  if (first === undefined) return { diagnostics: [], spoilt: new Set() };

  const tree = readTree(source, first);
  const slips = [...first.errors, ...first.warnings].map((error): YamlSlip => {
    const { code, pos, message } = error;
    const quoteFrom = tree.quotes.findLast((from) => from < pos[0]);
    return { code, from: pos[0], message, ...(quoteFrom === undefined ? {} : { quoteFrom }) };
  });
  if (second !== undefined) slips.push({ code: "MULTIPLE_DOCS", from: second.range[0], message: "" });
  const { diagnostics, spoilt, brokenAt } = adviseOnYaml(source, [...slips, ...tree.slips]);
  return {
    ...(tree.root === undefined ? {} : { root: tree.root }),
    diagnostics: [...diagnostics, ...tree.diagnostics],
    spoilt,
    ...(brokenAt === undefined ? {} : { brokenAt }),
  };
}
