import { checkValue } from "./check-value.ts";
import { parseYaml } from "./parse-yaml.ts";
import { type Reading, readSource } from "../source/read-source.ts";
import { specFile, type SpecFile } from "./spec-file.ts";
import type { ValueType } from "./value-type.ts";
import type { YamlNode } from "./yaml-node.ts";

/** A YAML file that has been read and whose shape has been checked. */
export interface ReadFile extends SpecFile {
  /** Absolute. */
  readonly path: string;
  readonly root: YamlNode;
}

/** Reads a YAML file and checks its shape; absent where there is nothing to go on with. */
export async function readSpecFile(reading: Reading, file: string, type: ValueType): Promise<ReadFile | undefined> {
  reading.reads?.add(file);
  const source = await readSource(reading, file);
  if (source === undefined) return undefined;
  const yaml = parseYaml(source);
  const spec = specFile(yaml, (diagnostic) => reading.diagnostics.push(diagnostic));
  const { root } = yaml;
  if (root === undefined) {
    const place = { file: source.file, line: 1, column: 1 };
    if (yaml.diagnostics.length === 0)
      spec.report({ code: "empty-file", place, message: "The file has nothing in it" });
    return undefined;
  }
  checkValue(spec, "the file", root, type);
  return { ...spec, path: file, root };
}
