import type { Diagnostic } from "../source/diagnostic.ts";
import type { ParsedYaml } from "./parse-yaml.ts";
import type { Linked } from "../lesson/linked.ts";
import type { Pixels } from "../basics/pixels.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { YamlMap } from "./yaml-node.ts";

/** The pictures that images must look like, by the map that names them. */
export type Pictures = ReadonlyMap<YamlMap, Pixels>;

/** Where the addresses in a step's Markdown lead, by the step's map and the address. */
export type Links = ReadonlyMap<YamlMap, Readonly<Record<string, Linked>>>;

/** A file while it is read: its text, and where what is wrong with it goes. */
export interface SpecFile {
  readonly source: SourceFile;
  /** Absent: YAML, or JSON within a notebook. */
  readonly format?: "toml";
  readonly report: (diagnostic: Diagnostic) => void;
  /** Absent where files are not looked up. */
  readonly pictures?: Pictures;
  readonly links?: Links;
}

/** A file whose YAML has been read; what only follows from a slip in the YAML is not reported on top. */
export function specFile(yaml: ParsedYaml, report: SpecFile["report"]): SpecFile {
  const brokenAt = yaml.brokenAt ?? Number.POSITIVE_INFINITY;
  for (const diagnostic of yaml.diagnostics) report(diagnostic);
  return {
    source: yaml.source,
    report: (diagnostic) => {
      const { code, place } = diagnostic;
      if (yaml.spoilt.has(place.line) || place.line >= brokenAt) return;
      if (code === "missing-key" && yaml.brokenAt !== undefined) return;
      if (code === "empty-value" && place.line === brokenAt - 1) return;
      report(diagnostic);
    },
  };
}
