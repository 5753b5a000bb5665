import { validRange } from "@renovatebot/pep440";

/** The PEP 440 specifier set of an author's Python versions: `3.12` is that series, `3.12+` that and later. */
export function parsePythonVersions(text: string): string | undefined {
  const match = /^(\d+(?:\.\d+){0,2})(\+?)$/.exec(text);
  if (match === null) return specifiers(text);
  const [, version = "", plus] = match;
  if (plus === "+") return `>=${version}`;
  // Three numbers name one version of Python: there is nothing below them.
  return version.split(".").length === 3 ? `==${version}` : `==${version}.*`;
}

/** The PEP 440 specifier set of an author's package versions; `any` is the empty set. */
export function parsePackageVersions(text: string): string | undefined {
  if (text === "any") return "";
  const match = /^(\d+(?:\.\d+)*)(\+?)$/.exec(text);
  if (match === null) return specifiers(text);
  return match[2] === "+" ? `>=${match[1]}` : `==${match[1]}.*`;
}

/** A specifier set in the short form where there is one: `3.12`, `3.12+`. */
export function showVersions(specifierSet: string): string {
  const [, series, least] = /^(?:==(\d[\d.]*)\.\*|>=(\d[\d.]*))$/.exec(specifierSet) ?? [];
  if (series !== undefined) return series;
  return least === undefined ? specifierSet : `${least}+`;
}

function specifiers(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed !== "" && validRange(trimmed) ? trimmed.replaceAll(/\s+/g, "") : undefined;
}
