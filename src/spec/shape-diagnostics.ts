import type { Diagnostic } from "../lesson/diagnostic.ts";
import type { Place } from "../lesson/place.ts";
import { rewriteSpan } from "./rewrite.ts";
import type { SpecFile } from "./spec-file.ts";
import { suggest } from "./suggest.ts";
import { stepShapes } from "./keys.ts";
import type { Shape } from "./value-type.ts";
import type { YamlNode } from "./yaml-node.ts";

/** A key, or an entry of a list, after which nothing stands. */
export function emptyValue(key: string, place: Place): Diagnostic {
  return {
    code: "empty-value",
    place,
    message: `\`${key}\` has nothing in it`,
    advice: "Give it a value, or remove the key",
  };
}

/** A text where a list or a map is due, or one of these where the other is. */
export function wrongType(file: SpecFile, key: string, value: YamlNode, due: "list" | "map"): Diagnostic {
  const diagnostic: Diagnostic = {
    code: "wrong-type",
    place: value.place,
    message: `\`${key}\` takes a ${due}, and this is a ${value.kind}`,
  };
  if (value.kind !== "text" || due === "map" || value.style === "block") return diagnostic;
  const written = file.source.text.slice(value.from, value.to);
  const item = value.style === "plain" && /[,[\]{}]/.test(written) ? `"${written}"` : written;
  return { ...diagnostic, rewritten: rewriteSpan(file.source, value, `[${item}]`) };
}

/** A key that a map does not have: the key that was meant, where it belongs, or those that there are. */
export function unknownKey(key: string, place: Place, shape: Shape): Diagnostic {
  const known = Object.keys(shape.keys);
  const near = suggest(key, known);
  const owner = Object.values(stepShapes).find((other) => Object.hasOwn(other.keys, key) && isStep(shape));
  const message = `\`${key}\` is no key of ${shape.name}`;
  if (owner !== undefined) return { code: "unknown-key", place, message, advice: `It is a key of ${owner.name}` };
  const advice =
    near === undefined ? `Its keys are ${known.map((each) => `\`${each}\``).join(", ")}` : `Did you mean \`${near}\`?`;
  return { code: "unknown-key", place, message, advice };
}

function isStep(shape: Shape): boolean {
  return Object.values(stepShapes).includes(shape);
}

/** A key that must be there and is not. */
export function missingKey(key: string, place: Place, shape: Shape): Diagnostic {
  const name = shape.name.charAt(0).toUpperCase() + shape.name.slice(1);
  return {
    code: "missing-key",
    place,
    message: `${name} needs \`${key}\``,
    advice: `Add \`${key}\`: ${about(shape, key)}`,
  };
}

function about(shape: Shape, key: string): string {
  const text = shape.keys[key]?.about.replace(/\.$/, "") ?? "";
  return text.charAt(0).toLowerCase() + text.slice(1);
}
