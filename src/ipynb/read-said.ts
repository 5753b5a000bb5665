import { compact } from "../basics/compact.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Expectation } from "../lesson/expectation.ts";
import { checkValue } from "../spec/check-value.ts";
import { readExpectation } from "../spec/expectation.ts";
import { imagesWithPicture } from "../spec/pictures.ts";
import type { SourceFile } from "../source/source-file.ts";
import type { SpecFile } from "../spec/spec-file.ts";
import { stepShapes } from "../spec/step-keys.ts";
import type { Shape } from "../spec/value-type.ts";
import { textsOf, valueOf } from "../spec/yaml-node.ts";
import { jsonAsYaml } from "./json-as-yaml.ts";
import { memberOf } from "./json-node.ts";
import { inMetadata } from "./metadata-place.ts";
import type { NotebookCell } from "./notebook.ts";

/** What a cell's `metadata.nbproof` holds. */
const shape: Shape = {
  name: "a cell's `metadata.nbproof`",
  keys: Object.fromEntries(Object.entries(stepShapes.code.keys).filter(([key]) => key === "expect" || key === "input")),
};

/** What a cell's metadata says in the language of lessons. */
export interface Said {
  readonly expect?: Expectation;
  /** The answers to `input()`, in order. */
  readonly input?: readonly string[];
}

/** What a cell says in its `metadata.nbproof`; nothing where there is none. */
export function readSaid(source: SourceFile, cell: NotebookCell, report: (diagnostic: Diagnostic) => void): Said {
  const node = memberOf(cell.metadata, "nbproof");
  if (node === undefined) return {};
  const file: SpecFile = {
    source,
    // A line rewritten as YAML is no help in JSON.
    report: ({ code, place, message, advice }) => report({ code, place, message, ...compact({ advice }) }),
  };
  const value = jsonAsYaml(source, node, (place) => inMetadata(cell, place));
  checkValue(file, "nbproof", value, { kind: "map", shape });
  const expect = value.kind === "map" ? valueOf(value, "expect") : undefined;
  for (const { like } of expect === undefined ? [] : imagesWithPicture(expect)) {
    const message = "A notebook's images are not compared with pictures";
    file.report({ code: "bad-value", place: like.place, message, advice: "Remove `like`, or make a lesson of it" });
  }
  const input = value.kind === "map" && valueOf(value, "input") ? textsOf(value, "input") : undefined;
  return compact({
    expect: expect && readExpectation(file, expect, {}),
    input: input?.map((answer) => answer.value),
  });
}
