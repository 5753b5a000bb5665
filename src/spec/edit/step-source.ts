import type { SourcePlace } from "../../source/place.ts";
import { parseYaml } from "../parse-yaml.ts";
import { type SourceFile, sourceFile } from "../../source/source-file.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../yaml-node.ts";
import { findStepMap } from "./find-step-map.ts";
import { applyEdits, type TextEdit } from "../../source/text-edit.ts";

/** Where the author's layout leaves no place for an edit; caught where a step's edits are made. */
export class CannotEdit extends Error {}

/** A step as it stands in its file. */
export interface StepSource {
  readonly source: SourceFile;
  readonly map: YamlMap;
}

/** The file with the edits that this makes of a step. */
export function withEdits(text: string, place: SourcePlace, edit: (step: StepSource) => readonly TextEdit[]): string {
  const { source, root } = parseYaml(sourceFile(place.file, text));
  const map = root && findStepMap(root, place);
  if (map === undefined) throw new CannotEdit("The step is not found in its file any more");
  const eol = /^[^\n]*\r\n/.test(text) ? "\r\n" : "\n";
  return applyEdits(
    text,
    edit({ source, map }).map((each) => ({ ...each, text: each.text.replaceAll(/\r?\n/g, eol) })),
  );
}

/** Whether the step is written in braces. */
export function isFlow({ source, map }: StepSource): boolean {
  return source.text.charAt(map.from) === "{";
}

/** The offset behind a key. */
export function offsetAfter({ lineStarts }: SourceFile, { keyPlace, key }: YamlEntry): number {
  const start = (lineStarts[keyPlace.line - 1] ?? 0) - 1;
  return start + (keyPlace.endColumn ?? keyPlace.column + key.length);
}

/** The end of what is written of a value, without the line ends that a block takes in. */
export function endOf({ text }: SourceFile, value: YamlNode): number {
  return value.from + text.slice(value.from, value.to).trimEnd().length;
}
