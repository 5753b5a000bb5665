import type { DiagnosticCode } from "../source/diagnostic.ts";
import { parseDuration } from "../lesson/duration.ts";
import { reporterNames } from "../lesson/reporter-name.ts";
import { parsePackageVersions, parsePythonVersions } from "../lesson/versions.ts";

/** Texts that must have a certain form. */
export type FormName =
  | "duration"
  | "python"
  | "package"
  | "count"
  | "share"
  | "id"
  | "requirement"
  | "module"
  | "variable"
  | "mime"
  | "output"
  | "reporter";

export interface Form {
  readonly code: DiagnosticCode;
  /** What it is, after "is no". */
  readonly what: string;
  /** The forms that are allowed, for the message and the reference. */
  readonly allowed: string;
  readonly fits: (value: string) => boolean;
  /** For editors, where a regular expression can say it. */
  readonly regex?: string;
  /** Words that are of it, for what is nearly one. */
  readonly words?: readonly string[];
}

const idRegex = "^[a-z0-9-]{1,48}$";
const mimeRegex = "^[a-zA-Z0-9.+-]+/[a-zA-Z0-9.+-]+$";
const variableRegex = "^[A-Za-z_][A-Za-z0-9_]*$";
const moduleRegex = "^[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*$";
const durationRegex = "^[0-9]+(?:\\.[0-9]+)?(?:ms|s|m)$";
const countRegex = "^[1-9][0-9]{0,3}$";
const reporterRegex = `^(?:${reporterNames.join("|")})(?:=.+)?$`;
const shareRegex = "^(?:100|[0-9]{1,2}(?:\\.[0-9]+)?)\\s*%$";

/** The forms, each once: for the parser, the schemas and the reference. */
export const forms: Readonly<Record<FormName, Form>> = {
  duration: {
    code: "bad-duration",
    what: "duration",
    allowed: "a number with `ms`, `s` or `m`: `500ms`, `1.5s`, `2m`",
    fits: (value) => parseDuration(value) !== undefined,
    regex: durationRegex,
  },
  python: {
    code: "bad-version",
    what: "Python version",
    allowed: '`3.12` (that series), `3.12+` (that and later) or a PEP 440 specifier such as `">=3.10,<3.14"`',
    fits: (value) => parsePythonVersions(value) !== undefined,
  },
  package: {
    code: "bad-version",
    what: "package version",
    allowed: '`any`, `1.26` (that series), `1.26+` (that and later) or a PEP 440 specifier such as `">=1.26,<3"`',
    fits: (value) => parsePackageVersions(value) !== undefined,
  },
  count: {
    code: "bad-value",
    what: "count",
    allowed: "a whole number from 1 to 9999",
    fits: (value) => new RegExp(countRegex).test(value),
    regex: countRegex,
  },
  share: {
    code: "bad-value",
    what: "share",
    allowed: "a percentage: `0.5%`, `10%`",
    fits: (value) => new RegExp(shareRegex).test(value),
    regex: shareRegex,
  },
  id: {
    code: "bad-id",
    what: "id",
    allowed: "lower-case letters `a` to `z`, digits and `-`, at most 48 of them",
    fits: (value) => new RegExp(idRegex).test(value),
    regex: idRegex,
  },
  requirement: {
    code: "bad-value",
    what: "requirement of pip's",
    allowed: 'a package\'s name, with versions if need be: `numpy`, `"numpy>=1.26,<3"`',
    fits: isRequirementLine,
  },
  module: {
    code: "bad-value",
    what: "name of a module",
    allowed: "a name as `import` takes it: `numpy`, `numpy.linalg`",
    fits: (value) => new RegExp(moduleRegex).test(value),
    regex: moduleRegex,
  },
  variable: {
    code: "bad-value",
    what: "name of an environment variable",
    allowed: "letters, digits and `_`, not beginning with a digit",
    fits: (value) => new RegExp(variableRegex).test(value),
    regex: variableRegex,
  },
  mime: {
    code: "bad-value",
    what: "mime type",
    allowed: "`type/subtype`, such as `text/html`",
    fits: (value) => new RegExp(mimeRegex).test(value),
    regex: mimeRegex,
  },
  output: {
    code: "bad-value",
    what: "kind of output",
    allowed: "`stderr`, or a mime type such as `text/html`",
    fits: (value) => value === "stderr" || new RegExp(mimeRegex).test(value),
    regex: `^stderr$|${mimeRegex}`,
    words: ["stderr"],
  },
  reporter: {
    code: "bad-value",
    what: "reporter",
    allowed: `${reporterNames.map((name) => `\`${name}\``).join(", ")}, or one with a file: \`junit=junit.xml\``,
    fits: (value) => new RegExp(reporterRegex).test(value),
    regex: reporterRegex,
    words: reporterNames,
  },
};

/** Name, extras, versions, marker, as in PEP 508; a URL is none. */
function isRequirementLine(value: string): boolean {
  const [requirement = "", ...marker] = value.split(";");
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(requirement)?.[0] ?? "";
  if (!/[A-Za-z0-9]$/.test(name) || marker[0] === "") return false;
  const versions = requirement
    .slice(name.length)
    .trimStart()
    .replace(/^\[[\w\s,.-]*\]/, "")
    .trim();
  return versions === "" || (/^[<>=!~]/.test(versions) && parsePackageVersions(versions) !== undefined);
}
