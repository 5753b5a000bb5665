import type { Diagnostic } from "../lesson/diagnostic.ts";
import { placeAt, type SourceFile } from "./source-file.ts";

/** Something that YAML took otherwise than the author meant: the library's errors and warnings, and our own. */
export interface YamlSlip {
  /** A code of the library's, or one of ours: `alias`, `anchor`, `tag`, `key`. */
  readonly code: string;
  readonly from: number;
  /** The library's own words. */
  readonly message: string;
}

export interface YamlAdvice {
  readonly diagnostics: readonly Diagnostic[];
  /** The 1-based line of a slip after which the tree cannot be trusted. */
  readonly brokenAt?: number;
}

/** Says of each slip what YAML took the line for; what only follows from a slip is left out. */
export function adviseOnYaml(source: SourceFile, slips: readonly YamlSlip[]): YamlAdvice {
  const diagnostics: Diagnostic[] = [];
  const linesSeen = new Set<number>();
  for (const slip of slips.toSorted((a, b) => a.from - b.from)) {
    const place = placeAt(source, slip.from);
    if (linesSeen.has(place.line)) continue;
    linesSeen.add(place.line);
    diagnostics.push({ code: "yaml-syntax", place, message: slip.message });
    if (!recoverable.has(slip.code)) return { diagnostics, brokenAt: place.line };
  }
  return { diagnostics };
}

/** After these the rest of the file is read as it was meant. */
const recoverable: ReadonlySet<string> = new Set([
  "BLOCK_AS_IMPLICIT_KEY",
  "UNEXPECTED_TOKEN",
  "BAD_SCALAR_START",
  "TAG_RESOLVE_FAILED",
  "BAD_DQ_ESCAPE",
  "alias",
  "anchor",
  "tag",
  "key",
]);
