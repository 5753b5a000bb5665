import { compact } from "../basics/compact.ts";
import { parseAllDocuments } from "yaml";
import type { Diagnostic } from "../source/diagnostic.ts";
import { readTree } from "./read-tree.ts";
import { lineText, type SourceFile, sourceFile } from "../source/source-file.ts";
import { mendTabs } from "./tab-lines.ts";
import { adviseOnYaml } from "./yaml-advice.ts";
import type { YamlSlip } from "./yaml-slip.ts";
import type { YamlNode } from "./yaml-node.ts";

/** A YAML file, read: its tree as far as it can be trusted, and what is wrong with it as YAML. */
export interface ParsedYaml {
  /** What the tree's offsets count in: the file's text, or that with its tabs mended. */
  readonly source: SourceFile;
  /** Absent where the file holds nothing. */
  readonly root?: YamlNode;
  readonly diagnostics: readonly Diagnostic[];
  /** The 1-based lines that were not read as they were meant. */
  readonly spoilt: ReadonlySet<number>;
  /** The 1-based line of an error after which the tree cannot be trusted. */
  readonly brokenAt?: number;
}

/** Reads YAML as text: no value is a number, a truth value or null. Behind a tab it goes on as if spaces stood there. */
export function parseYaml(source: SourceFile): ParsedYaml {
  const yaml = parse(source);
  const broken = yaml.brokenAt === undefined ? "" : lineText(source, yaml.brokenAt - 1);
  if (!/^ *\t/.test(broken)) return yaml;
  const { text, lines } = mendTabs(source);
  const mended = parse(sourceFile(source.file, text));
  if (mended.brokenAt !== undefined) return yaml;
  const told = yaml.diagnostics.filter(({ place }) => place.line === yaml.brokenAt);
  // A mended line has columns of its own, which are not the author's.
  const rest = mended.diagnostics.filter(({ place }) => !lines.includes(place.line));
  return {
    ...mended,
    diagnostics: [...rest, ...told],
    spoilt: new Set([...mended.spoilt, ...lines]),
  };
}

function parse(source: SourceFile): ParsedYaml {
  const documents = parseAllDocuments(source.text, {
    schema: "failsafe",
    keepSourceTokens: true,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [first, second] = Array.isArray(documents) ? documents : [];
  if (first === undefined) return { source, diagnostics: [], spoilt: new Set() };

  const tree = readTree(source, first);
  const slips = [...first.errors, ...first.warnings].map((error): YamlSlip => {
    const { code, pos, message } = error;
    const quoteFrom = tree.quotes.findLast((from) => from < pos[0]);
    return { code, from: pos[0], message, ...compact({ quoteFrom }) };
  });
  if (second !== undefined) slips.push({ code: "MULTIPLE_DOCS", from: second.range[0], message: "" });
  const { diagnostics, spoilt, brokenAt } = adviseOnYaml(source, [...slips, ...tree.slips]);
  return {
    source,
    ...compact({ root: tree.root }),
    diagnostics: [...diagnostics, ...tree.diagnostics],
    spoilt,
    ...compact({ brokenAt }),
  };
}
