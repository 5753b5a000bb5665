import type { Diagnostic } from "../source/diagnostic.ts";
import { readLayoutSlip } from "./layout-slips.ts";
import { lineAt, type SourceFile } from "../source/source-file.ts";
import { readValueSlip } from "./value-slips.ts";
import type { YamlSlip } from "./yaml-slip.ts";

export interface YamlAdvice {
  readonly diagnostics: readonly Diagnostic[];
  /** The 1-based lines that were not read as they were meant. */
  readonly spoilt: ReadonlySet<number>;
  /** The 1-based line of a slip after which the tree cannot be trusted. */
  readonly brokenAt?: number;
}

/** Says of each slip what YAML took the line for, with the line rewritten; what only follows from a slip is left out. */
export function adviseOnYaml(source: SourceFile, slips: readonly YamlSlip[]): YamlAdvice {
  const diagnostics: Diagnostic[] = [];
  const spoilt = new Set<number>();
  for (const slip of slips.toSorted((a, b) => a.from - b.from)) {
    const ofValue = readValueSlip(source, slip);
    const diagnostic = ofValue ?? readLayoutSlip(source, slip);
    const { line } = diagnostic.place;
    const slipLine = lineAt(source, slip.from) + 1;
    if (spoilt.has(line) || spoilt.has(slipLine)) continue;
    spoilt.add(line).add(slipLine);
    diagnostics.push(diagnostic);
    if (ofValue === undefined) return { diagnostics, spoilt, brokenAt: line };
  }
  return { diagnostics, spoilt };
}
