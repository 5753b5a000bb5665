import type { Diagnostic } from "../lesson/diagnostic.ts";
import { readLayoutSlip } from "./layout-slips.ts";
import type { SourceFile } from "./source-file.ts";
import { readValueSlip } from "./value-slips.ts";
import type { YamlSlip } from "./yaml-slip.ts";

export interface YamlAdvice {
  readonly diagnostics: readonly Diagnostic[];
  /** The 1-based line of a slip after which the tree cannot be trusted. */
  readonly brokenAt?: number;
}

/** Says of each slip what YAML took the line for, with the line rewritten; what only follows from a slip is left out. */
export function adviseOnYaml(source: SourceFile, slips: readonly YamlSlip[]): YamlAdvice {
  const diagnostics: Diagnostic[] = [];
  const linesSeen = new Set<number>();
  for (const slip of slips.toSorted((a, b) => a.from - b.from)) {
    const ofValue = readValueSlip(source, slip);
    const diagnostic = ofValue ?? readLayoutSlip(source, slip);
    const { line } = diagnostic.place;
    if (linesSeen.has(line)) continue;
    linesSeen.add(line);
    diagnostics.push(diagnostic);
    if (ofValue === undefined) return { diagnostics, brokenAt: line };
  }
  return { diagnostics };
}
