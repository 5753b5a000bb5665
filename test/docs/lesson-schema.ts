import { mimeTypes } from "../../src/spec/display-keys.ts";
import { forms } from "../../src/spec/forms.ts";
import { stepShapes } from "../../src/spec/step-keys.ts";
import type { KeyEntry, Shape, ValueType } from "../../src/spec/value-type.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of a file, made from the table of keys, for completion and checks while an author types. */
export function jsonSchema(title: string, shape: Shape): JsonSchema {
  const defs = new Map<string, JsonSchema>();
  const root = shapeSchema(shape, defs);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title,
    ...root,
    $defs: Object.fromEntries([...defs].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Shapes that have been met, by name: each is described once. */
type Defs = Map<string, JsonSchema>;

function shapeSchema({ keys }: Shape, defs: Defs): JsonSchema {
  const required = Object.entries(keys).flatMap(([key, entry]) => (entry.required ? [key] : []));
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(keys).map(([key, entry]) => [key, keySchema(entry, defs)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

function keySchema({ about, type, otherwise }: KeyEntry, defs: Defs): JsonSchema {
  const description = otherwise === undefined ? about : `${about} Without it: ${otherwise}.`;
  return { description, ...typeSchema(type, defs) };
}

/** nbproof reads every value as text; an editor's YAML sees numbers, truth values and null, and must not mind. */
const anyScalar: JsonSchema = { type: ["string", "number", "boolean", "null"] };

function typeSchema(type: ValueType, defs: Defs): JsonSchema {
  switch (type.kind) {
    case "text":
      return anyScalar;
    case "choice":
      return { enum: type.of.flatMap((each) => (/^\d+$/.test(each) ? [each, Number(each)] : [each])) };
    case "flag":
      return { enum: ["yes", "no", true, false] };
    case "form":
      return formSchema(forms[type.form].regex);
    case "list":
      return { type: "array", items: typeSchema(type.item, defs), ...(type.filled ? { minItems: 1 } : {}) };
    case "map":
      return reference(type.shape, defs);
    case "names":
      return namesSchema(type, defs);
    case "mime-types":
      return {
        type: "object",
        minProperties: 1,
        propertyNames: { pattern: forms.mime.regex },
        patternProperties: Object.fromEntries(mimeTypes.map((each) => [each.regex, typeSchema(each.type, defs)])),
        // For the others the same as in their own table: a text.
        additionalProperties: anyScalar,
      };
    case "json":
      return {};
    case "either": {
      const types = [type.text, type.map, type.list].filter((each) => each !== undefined);
      return { anyOf: types.map((each) => typeSchema(each, defs)) };
    }
    case "step":
      return { anyOf: Object.values(stepShapes).map((shape) => reference(shape, defs)) };
    default:
      return type satisfies never;
  }
}

function formSchema(pattern: string | undefined): JsonSchema {
  return { type: ["string", "number"], ...(pattern === undefined ? {} : { pattern }) };
}

function namesSchema(type: Extract<ValueType, { readonly kind: "names" }>, defs: Defs): JsonSchema {
  const pattern = type.name === undefined ? undefined : forms[type.name].regex;
  return {
    type: "object",
    ...(pattern === undefined ? {} : { propertyNames: { pattern } }),
    additionalProperties: typeSchema(type.value, defs),
    ...(type.filled ? { minProperties: 1 } : {}),
  };
}

function reference(shape: Shape, defs: Defs): JsonSchema {
  const name = shape.name.replace(/^an? /, "").replaceAll("`", "").replaceAll(" ", "-");
  if (!defs.has(name)) {
    defs.set(name, {});
    defs.set(name, shapeSchema(shape, defs));
  }
  return { $ref: `#/$defs/${name}` };
}
