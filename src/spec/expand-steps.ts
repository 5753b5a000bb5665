import path from "node:path";
import { includedShape } from "./lesson-keys.ts";
import { type ReadFile, readSpecFile } from "./read-spec-file.ts";
import { stepKind } from "./step-kind.ts";
import type { ValueType } from "./value-type.ts";
import { itemsOf, textOf, valueOf, type YamlMap, type YamlNode } from "./yaml-node.ts";
import { resolveInCourse } from "./resolve-in-course.ts";
import type { Reading } from "../source/read-source.ts";

/** A step's map with the file that it stands in; an include that leads nowhere stands for itself. */
export interface StepEntry {
  readonly file: ReadFile;
  readonly map: YamlMap;
}

const includedType: ValueType = {
  kind: "either",
  map: { kind: "map", shape: includedShape },
  list: { kind: "list", item: { kind: "step" }, filled: true },
};

/** The steps of a file in order, each `include` replaced with the steps of the file that it names. */
export async function expandSteps(
  reading: Reading,
  file: ReadFile,
  courseFolder: string,
): Promise<readonly StepEntry[]> {
  return expand({ reading, courseFolder, open: [file.path] }, file, file.root);
}

interface Expansion {
  readonly reading: Reading;
  /** The course's folder: absolute and real. */
  readonly courseFolder: string;
  /** The files that lead to this one, each included by the one before. */
  readonly open: readonly string[];
}

async function expand(expansion: Expansion, file: ReadFile, root: YamlNode): Promise<readonly StepEntry[]> {
  const steps = root.kind === "map" ? itemsOf(root, "steps") : root.kind === "list" ? root.items : [];
  const entries: StepEntry[] = [];
  for (const step of steps) {
    if (step.kind !== "map") continue;
    if (stepKind(step) === "include") entries.push(...(await included(expansion, file, step)));
    else entries.push({ file, map: step });
  }
  return entries;
}

async function included(expansion: Expansion, file: ReadFile, step: YamlMap): Promise<readonly StepEntry[]> {
  const value = valueOf(step, "include");
  const name = textOf(step, "include")?.value;
  const itself = [{ file, map: step }];
  if (value === undefined || name === undefined) return itself;
  const { reading, courseFolder, open } = expansion;
  const target = await resolveInCourse(file, value, { folder: path.dirname(file.path), courseFolder, name });
  if (target === undefined) return itself;
  if (open.includes(target)) {
    const circle = [...open.slice(open.indexOf(target)), target]
      .map((each) => path.relative(courseFolder, each))
      .join(" → ");
    file.report({
      code: "include-cycle",
      advice: "Remove one of the includes",
      place: value.place,
      message: `These files include each other in a circle: ${circle}`,
    });
    return itself;
  }
  const read = await readSpecFile(reading, target, includedType);
  return read === undefined ? itself : expand({ ...expansion, open: [...open, target] }, read, read.root);
}
