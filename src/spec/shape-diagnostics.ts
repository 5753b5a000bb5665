import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourcePlace } from "../source/place.ts";
import { forms } from "./forms.ts";
import { quoted, rewriteSpan } from "./rewrite.ts";
import type { SpecFile } from "./spec-file.ts";
import { meantKey } from "./meant-key.ts";
import { stepShapes } from "./step-keys.ts";
import type { Shape } from "./value-type.ts";
import type { YamlNode, YamlText } from "./yaml-node.ts";

/** A key, or an entry of a list, after which nothing stands. */
export function emptyValue(key: string, value: YamlNode): Diagnostic {
  const isBlock = value.kind === "text" && value.style === "block";
  return {
    code: "empty-value",
    place: value.place,
    message: `\`${key}\` has nothing in it`,
    advice: isBlock ? "Indent its lines further than the key" : "Give it a value, or remove the key",
  };
}

/** A text where a list or a map is due, or one of these where the other is. */
export function wrongType(file: SpecFile, key: string, value: YamlNode, due: "list" | "map"): Diagnostic {
  const diagnostic: Diagnostic = {
    code: "wrong-type",
    place: value.place,
    message: `\`${key}\` takes a ${due}, and this is a ${value.kind}`,
    advice: layouts[file.format ?? "yaml"][due],
  };
  if (file.format === "toml") return diagnostic;
  if (due === "list" && value.kind === "map" && value.entries.every((entry) => glued.test(entry.key))) {
    return { ...diagnostic, advice: unglued };
  }
  if (due === "map" || !isOneLine(file, value)) return diagnostic;
  return { ...diagnostic, ...rewriteSpan(file.source, value, `[${flowText(file, value)}]`) };
}

const layouts = {
  yaml: { list: "Write its entries below it, each after `- `", map: "Write names and values below it: `name: value`" },
  toml: {
    list: 'Write its entries in brackets: `["…", "…"]`',
    map: 'Write names and values in braces: `{ name = "…" }`',
  },
} as const;

/** `-code`: the dash of an entry has become a part of its key. */
const glued = /^-\w/;
const unglued = "A space is missing after `-`";

/** A text or a list where a map with keys of ours is due. */
export function noMap(file: SpecFile, value: YamlNode, shape: Shape): Diagnostic {
  const diagnostic: Diagnostic = {
    code: shape.textMeant ? "needs-quotes" : "wrong-type",
    place: value.place,
    message: `${capital(shape.name)} is a map, and this is a ${value.kind}`,
    advice: keysOf(shape),
  };
  const lone = shape.loneText;
  if (lone === undefined || !isOneLine(file, value) || !fitsKey(shape, lone, value.text.value)) return diagnostic;
  return { ...diagnostic, ...rewriteSpan(file.source, value, `{ ${lone}: ${flowText(file, value)} }`) };
}

function fitsKey({ keys }: Shape, key: string, text: string): boolean {
  const type = keys[key]?.type;
  return type?.kind === "form" ? forms[type.form].fits(text) : !text.includes(": ");
}

function isOneLine({ source }: SpecFile, value: YamlNode): value is YamlText {
  return value.kind === "text" && value.style !== "block" && !source.text.slice(value.from, value.to).includes("\n");
}

/** A text as it must stand between brackets or braces. */
function flowText({ source }: SpecFile, value: YamlText): string {
  const written = source.text.slice(value.from, value.to);
  return value.style === "plain" && /[,[\]{}]/.test(written) ? quoted(written) : written;
}

function keysOf({ keys }: Shape): string {
  return `Its keys are ${Object.keys(keys)
    .map((each) => `\`${each}\``)
    .join(", ")}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A key that a map does not have: the key that was meant, where it belongs, or those that there are. */
export function unknownKey(key: string, place: SourcePlace, shape: Shape): Diagnostic {
  const known = Object.keys(shape.keys);
  const near = meantKey(key, known);
  const owner = Object.values(stepShapes).find((other) => Object.hasOwn(other.keys, key) && isStep(shape));
  const message = `\`${key}\` is no key of ${shape.name}`;
  if (owner !== undefined) return { code: "unknown-key", place, message, advice: `It is a key of ${owner.name}` };
  if (glued.test(key)) return { code: "unknown-key", place, message, advice: unglued };
  if (key.includes("\u00a0")) {
    return {
      code: "unknown-key",
      place,
      message: "A no-break space (U+00A0) stands here, which YAML does not take for a space",
      advice: "Write a plain space in its place",
    };
  }
  if (key === "when")
    return { code: "unknown-key", place, message, advice: "Make it a variant: an entry of a list, after `- `" };
  const advice = near === undefined ? keysOf(shape) : `Did you mean \`${near}\`?`;
  return { code: "unknown-key", place, message, advice };
}

function isStep(shape: Shape): boolean {
  return Object.values(stepShapes).includes(shape);
}

/** A key that must be there and is not. */
export function missingKey(key: string, place: SourcePlace, shape: Shape): Diagnostic {
  return {
    code: "missing-key",
    place,
    message: `${capital(shape.name)} needs \`${key}\``,
    advice: `Add \`${key}\`: ${about(shape, key)}`,
  };
}

function about(shape: Shape, key: string): string {
  const text = shape.keys[key]?.about.replace(/\.$/, "") ?? "";
  return text.charAt(0).toLowerCase() + text.slice(1);
}
