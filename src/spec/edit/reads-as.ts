import { isDeepStrictEqual } from "node:util";

import type { Diagnostic } from "../../source/diagnostic.ts";
import type { SourcePlace, SourceText } from "../../source/place.ts";
import type { Change, RecordedJson, VariantChange } from "../../lesson/recording.ts";
import { findClaims } from "../claims.ts";
import { readExpectation } from "../expectation.ts";
import { parseYaml } from "../parse-yaml.ts";
import { sourceFile } from "../../source/source-file.ts";
import { specFile } from "../spec-file.ts";
import { textOf, valueOf, type YamlMap, type YamlNode } from "../yaml-node.ts";
import { codeWithClaims } from "./edit-claims.ts";
import { findStepMap } from "./find-step-map.ts";
import { type Entry, entriesOf, isJson, partEntries } from "./render-variants.ts";

/** A file before and after a change to one of its steps. */
export interface ChangedFile {
  readonly before: string;
  readonly after: string;
  readonly place: SourcePlace;
  readonly change: Change;
}

/** Whether the file after a change says just what it said before, but for the change, and says it without a mistake. */
export function readsAs({ before, after, place, change }: ChangedFile): boolean {
  const [old, now] = [before, after].map((text) => parseYaml(sourceFile(place.file, text)));
  if (old?.root === undefined || now?.root === undefined || now.diagnostics.length > 0) return false;
  const step = findStepMap(now.root, place);
  const code = codeOf(findStepMap(old.root, place));
  if (step === undefined || code === undefined) return false;
  const wanted = plainOf(old.root, place, (map) => withChange(map, change, code));
  const read = plainOf(now.root, place, withVariants);
  const problems: Diagnostic[] = [...findClaims(codeOf(step) ?? code).diagnostics];
  const expect = valueOf(step, "expect");
  if (expect !== undefined)
    readExpectation(
      specFile(now, (problem) => problems.push(problem)),
      expect,
      {},
    );
  return problems.length === 0 && isDeepStrictEqual(read, wanted);
}

function codeOf(step: YamlMap | undefined): SourceText | undefined {
  return step && textOf(step, "code");
}

/** What a YAML file says, without where and how. */
type Plain = string | readonly Plain[] | PlainMap;

interface PlainMap {
  readonly [key: string]: Plain;
}

function plainOf(node: YamlNode, place: SourcePlace, ofStep: (map: PlainMap) => PlainMap): Plain {
  switch (node.kind) {
    case "text":
      return node.text.value;
    case "list":
      return node.items.map((item) => plainOf(item, place, ofStep));
    case "map": {
      const entries = node.entries.map(({ key, value }) => [key, plainOf(value, place, ofStep)] as const);
      const map = Object.fromEntries(entries);
      return findStepMap(node, place) === node ? ofStep(map) : map;
    }
  }
}

/** The step with its expectation as a list of variants, however it is written. */
function withVariants(step: PlainMap): PlainMap {
  return "expect" in step ? { ...step, expect: variantsOf(step["expect"]) } : step;
}

function variantsOf(expect: Plain | undefined): readonly PlainMap[] {
  if (expect === undefined) return [];
  if (typeof expect === "string") return [{ shows: expect }];
  return isList(expect) ? expect.filter((each) => isMap(each)) : [expect];
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isMap(value: Plain): value is PlainMap {
  return typeof value === "object" && !isList(value);
}

function withChange(step: PlainMap, change: Change, code: SourceText): PlainMap {
  switch (change.kind) {
    case "claims":
      return withVariants({ ...step, code: codeWithClaims(code, change.texts) });
    case "expect":
      return { ...step, expect: change.variants.map((variant) => plainEntries(entriesOf(variant))) };
    case "variants": {
      const before = variantsOf(step["expect"]);
      const now = before.flatMap((variant, index) => {
        const own = change.changes.find((each) => each.index === index);
        return own === undefined
          ? [variant]
          : [...own.before.map((each) => plainEntries(entriesOf(each))), becoming(variant, own)];
      });
      return { ...step, expect: [...now, ...change.after.map((each) => plainEntries(entriesOf(each)))] };
    }
  }
}

function becoming(variant: PlainMap, { becomes }: VariantChange): PlainMap {
  switch (becomes?.kind) {
    case undefined:
      return variant;
    case "texts":
      return becomes.texts.reduce((now, { path, text }) => withText(now, path, text), variant);
    case "parts": {
      const kept = Object.entries(variant).filter(([key, value]) => isKept(key, isDeep(value)));
      return { ...Object.fromEntries(kept), ...plainEntries(partEntries(becomes.parts)) };
    }
  }
}

function isDeep(value: Plain): boolean {
  return isList(value) || (isMap(value) && Object.values(value).some((each) => typeof each !== "string"));
}

/**
 * Whether recording leaves a key of a variant alone: it says how outputs are compared, or is a part that recording
 * never changes. Such is `display` where it is deep: more than a text for each mime type.
 */
export function isKept(key: string, deep: boolean): boolean {
  return keptKeys.has(key) || (key === "display" && deep);
}

const keptKeys: ReadonlySet<string> = new Set(["when", "spaces", "numbers", "contains", "not", "streams", "updates"]);

function withText(map: PlainMap, [key = "", ...rest]: readonly string[], text: string): PlainMap {
  const inner = map[key];
  if (rest.length === 0 || inner === undefined || !isMap(inner)) return { ...map, [key]: text };
  return { ...map, [key]: withText(inner, rest, text) };
}

function plainEntries(entries: readonly Entry[]): PlainMap {
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      isJson(value) ? plainJson(value.json) : typeof value === "string" ? value : plainEntries(value),
    ]),
  );
}

function plainJson(json: RecordedJson): Plain {
  switch (json.kind) {
    case "scalar":
      return json.text;
    case "list":
      return json.items.map(plainJson);
    case "map":
      return Object.fromEntries(json.entries.map(({ key, value }) => [key, plainJson(value)]));
  }
}
