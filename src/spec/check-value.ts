import { checkText, needsQuotes } from "./check-text.ts";
import { mimeTypeEntry } from "./display-keys.ts";
import { type FormName, forms } from "./forms.ts";
import { stepShapes } from "./step-keys.ts";
import { emptyValue, missingKey, noMap, unknownKey, wrongType } from "./shape-diagnostics.ts";
import type { SpecFile } from "./spec-file.ts";
import { stepKind } from "./step-kind.ts";
import { nearest } from "../basics/nearest.ts";
import type { Shape, ValueType } from "./value-type.ts";
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlText } from "./yaml-node.ts";

/** Reports all that is wrong with a value's shape: its type, its keys, the forms of its texts, and so on inwards. */
export function checkValue(file: SpecFile, key: string, value: YamlNode, type: ValueType): void {
  if (isNothing(value, type)) return file.report(emptyValue(key, value));
  switch (type.kind) {
    case "text":
    case "choice":
    case "flag":
    case "form":
      return checkText(file, key, value, type);
    case "list":
      return checkList(file, key, value, type);
    case "names":
      return checkNames(file, key, value, type);
    case "mime-types":
      return checkMimeTypes(file, key, value);
    case "json":
      return checkJson(file, key, value);
    case "map":
      return checkMap(file, key, value, type.shape);
    case "either":
      return checkEither(file, key, value, type);
    case "step":
      return checkStep(file, value);
  }
}

/** Nothing stands there; a comment in the place of code, prose or a pattern is for another check. */
function isNothing(value: YamlNode, type: ValueType): boolean {
  if (value.kind !== "text" || value.style !== "empty" || (type.kind === "json" && isNull(value))) return false;
  return value.cutTo === undefined || !(type.kind === "text" || type.kind === "either");
}

type TypeOf<Kind extends ValueType["kind"]> = Extract<ValueType, { readonly kind: Kind }>;

function checkList(file: SpecFile, key: string, value: YamlNode, type: TypeOf<"list">): void {
  if (value.kind !== "list") return file.report(wrongType(file, key, value, "list"));
  if (type.filled && value.items.length === 0) file.report(emptyValue(key, value));
  for (const item of value.items) checkValue(file, key, item, type.item);
}

function checkNames(file: SpecFile, key: string, value: YamlNode, type: TypeOf<"names">): void {
  if (value.kind !== "map") return file.report(wrongType(file, key, value, "map"));
  if (type.filled && value.entries.length === 0) file.report(emptyValue(key, value));
  for (const entry of value.entries) {
    if (type.name !== undefined) checkName(file, entry, type.name);
    checkValue(file, entry.key, entry.value, type.value);
  }
}

/** In a notebook's metadata, which is JSON; in YAML nothing may have been forgotten. */
function isNull({ text }: YamlText): boolean {
  return text.value === "null";
}

function checkMimeTypes(file: SpecFile, key: string, value: YamlNode): void {
  if (value.kind !== "map") return file.report(wrongType(file, key, value, "map"));
  if (value.entries.length === 0) file.report(emptyValue(key, value));
  for (const entry of value.entries) {
    checkName(file, entry, "mime");
    checkValue(file, entry.key, entry.value, mimeTypeEntry(entry.key).type);
  }
}

/** Anything may stand there but nothing; only after the key `...` is nothing due. */
function checkJson(file: SpecFile, key: string, value: YamlNode): void {
  const within = { kind: "json" } as const;
  if (value.kind === "text") return checkText(file, key, value, { kind: "text", role: "pattern" });
  if (value.kind === "list") for (const item of value.items) checkValue(file, key, item, within);
  if (value.kind === "map") {
    for (const entry of value.entries) if (entry.key !== "...") checkValue(file, entry.key, entry.value, within);
  }
}

function checkName(file: SpecFile, { key, keyPlace }: YamlEntry, name: FormName): void {
  const form = forms[name];
  if (form.fits(key)) return;
  file.report({
    code: form.code,
    place: keyPlace,
    message: `\`${key}\` is no ${form.what}`,
    advice: `Write ${form.allowed}`,
  });
}

function checkMap(file: SpecFile, key: string, value: YamlNode, shape: Shape): void {
  if (value.kind !== "map") return file.report(noMap(file, value, shape));
  if (shape.textMeant && isTextMeant(value, shape)) return file.report(needsQuotes(file, key, value));
  checkKeys(file, value, shape);
}

/** A map none of whose keys is known, or nearly known, is a text with a colon or a brace. */
function isTextMeant(map: YamlMap, shape: Shape): boolean {
  const known = Object.keys(shape.keys);
  return (
    map.entries.every(({ key }) => !known.includes(key) && nearest(key, known) === undefined) && map.entries.length > 0
  );
}

/** Reports unknown and absent keys, and what is wrong with the values of the others. */
function checkKeys(file: SpecFile, map: YamlMap, shape: Shape): void {
  for (const { key, keyPlace, value } of map.entries) {
    const entry = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
    if (entry === undefined) file.report(unknownKey(key, keyPlace, shape));
    else if (entry.required && isBlank(value)) file.report(emptyValue(key, value));
    else checkValue(file, key, value, entry.type);
  }
  for (const [key, { required }] of Object.entries(shape.keys)) {
    if (required && !map.entries.some((entry) => entry.key === key)) file.report(missingKey(key, map.place, shape));
  }
}

function isBlank(value: YamlNode): boolean {
  return value.kind === "text" && value.style !== "empty" && value.text.value.trim() === "";
}

function checkEither(file: SpecFile, key: string, value: YamlNode, type: TypeOf<"either">): void {
  if (value.kind === "list" && isTextList(value, type)) return file.report(needsQuotes(file, key, value));
  const fitting = type[value.kind] ?? type.text ?? type.map ?? type.list;
  if (fitting !== undefined) checkValue(file, key, value, fitting);
}

/** A list in brackets where one of maps is due: the author's text has brackets. */
function isTextList(value: YamlList, { list }: TypeOf<"either">): boolean {
  const ofMaps = list?.kind === "list" && list.item.kind === "map";
  return ofMaps && value.flow && !value.items.some((item) => item.kind === "map");
}

function checkStep(file: SpecFile, step: YamlNode): void {
  const kind = stepKind(step);
  if (typeof kind !== "string") return file.report(kind);
  if (step.kind === "map") checkKeys(file, step, stepShapes[kind]);
}
