import type { Diagnostic } from "../source/diagnostic.ts";
import { forms } from "./forms.ts";
import { isLongText } from "./keys.ts";
import { adviseText, isInFlow, rewriteAsText, withoutClosing } from "./rewrite.ts";
import type { SpecFile } from "./spec-file.ts";
import { placeAt } from "../source/source-file.ts";
import { emptyValue } from "./shape-diagnostics.ts";
import { nearest } from "../basics/nearest.ts";
import type { TextRole, ValueType } from "./value-type.ts";
import type { YamlNode, YamlText } from "./yaml-node.ts";

/** A type whose values are texts. */
export type TextType = Extract<ValueType, { readonly kind: "text" | "choice" | "flag" | "form" }>;

/** Reports a value that is no text, that YAML cut short, or that is not of its form. */
export function checkText(file: SpecFile, key: string, value: YamlNode, type: TextType): void {
  if (value.kind !== "text") return file.report(needsQuotes(file, key, value));
  switch (type.kind) {
    case "text":
      return checkOwnText(file, key, value, type.role);
    case "choice":
      return checkChoice(file, key, value, type.of);
    case "flag":
      return checkChoice(file, key, value, ["yes", "no"], ["true", "false"]);
    case "form":
      return checkForm(file, key, value, type.form);
  }
}

/** What to say of a list or a map where text is due. */
export function needsQuotes(file: SpecFile, key: string, value: YamlNode): Diagnostic {
  return {
    code: "needs-quotes",
    place: value.place,
    message: `YAML read this as a ${value.kind}, and \`${key}\` takes a text here`,
    advice: adviseText(file.source, value.from),
    ...rewriteAsText(file.source, value, isLongText(key) ? "block" : "quotes"),
  };
}

const ownRoles: ReadonlySet<TextRole> = new Set<TextRole>(["line", "prose", "code", "pattern"]);

/** Not cut, not blank: in what a student reads a `#` is the author's text, and a comment has a line of its own. */
function checkOwnText(file: SpecFile, key: string, value: YamlText, role: TextRole): void {
  if (!ownRoles.has(role)) return;
  if (value.cutTo === undefined) {
    // An empty pattern or answer is one that the author has put in quotes.
    const isMeant = (role === "pattern" || role === "line") && value.style === "quoted";
    if (value.text.value.trim() === "" && !isMeant) file.report(emptyValue(key, value));
    return;
  }
  const { source } = file;
  const inFlow = isInFlow(source, value.from);
  const rest = source.text.slice(value.to, value.cutTo);
  // The bracket that was to end the list is no part of the text.
  const written = inFlow ? withoutClosing(rest) : rest;
  const lost = written.trim();
  const from = value.to + written.indexOf(lost);
  file.report({
    code: "text-cut",
    place: placeAt(source, from, from + lost.length),
    message: `YAML took \`${lost}\` for a comment, so the text of \`${key}\` ends before it`,
    advice: adviceAgainstCut(role, inFlow),
    ...rewriteAsText(source, { from: value.from, to: value.to + written.length }, role === "line" ? "quotes" : "block"),
  });
}

function adviceAgainstCut(role: TextRole, inFlow: boolean): string {
  if (role === "line") return "Quote the text; a comment of the file goes on a line of its own";
  return inFlow ? "Quote the text" : "Put the text under `|`";
}

function checkChoice(
  file: SpecFile,
  key: string,
  { text, place }: YamlText,
  ...[choices, also = []]: readonly [readonly string[], (readonly string[])?]
): void {
  if (choices.includes(text.value) || also.includes(text.value)) return;
  const near = nearest(text.value, choices);
  file.report({
    code: "bad-value",
    place,
    message: `\`${text.value}\` is no value of \`${key}\``,
    advice:
      near === undefined
        ? `Write one of ${choices.map((each) => `\`${each}\``).join(", ")}`
        : `Did you mean \`${near}\`?`,
  });
}

function checkForm(file: SpecFile, key: string, value: YamlText, name: keyof typeof forms): void {
  const form = forms[name];
  if (form.fits(value.text.value)) return;
  const near = nearest(value.text.value, form.words ?? []);
  file.report({
    code: form.code,
    place: value.place,
    message: `\`${value.text.value}\` is no ${form.what}`,
    advice: near === undefined ? `Write ${form.allowed}` : `Did you mean \`${near}\`?`,
  });
}
