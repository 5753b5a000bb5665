import { satisfies } from "@renovatebot/pep440";
import type { Requirements } from "./requirements.ts";

/** Whether every kernel that meets the first requirements meets the second. */
export function impliesRequirements(narrow: Requirements, wide: Requirements): boolean {
  return (
    plainKeys.every((key) => wide[key] === undefined || wide[key] === narrow[key]) &&
    (wide.cores === undefined || (narrow.cores ?? 0) >= wide.cores) &&
    impliesPackages(narrow.packages, wide.packages) &&
    impliesVersions(narrow.python, wide.python)
  );
}

const plainKeys = ["implementation", "platform", "bits", "gil", "threads", "processes", "network"] as const;

function impliesPackages(narrow: Requirements["packages"] = {}, wide: Requirements["packages"] = {}): boolean {
  return Object.entries(wide).every(
    ([name, versions]) => narrow[name] === versions || (versions === "" && Object.hasOwn(narrow, name)),
  );
}

function impliesVersions(narrow: string | undefined, wide: string | undefined): boolean {
  if (wide === undefined || narrow === wide) return true;
  if (narrow === undefined) return false;
  const inNarrow = tellingVersions(`${narrow},${wide}`).filter((version) => satisfies(version, narrow));
  return inNarrow.length > 0 && inNarrow.every((version) => satisfies(version, wide));
}

/** Whether there can be a kernel that meets all the requirements. */
export function canHoldTogether(all: readonly Requirements[]): boolean {
  return (
    plainKeys.every((key) => new Set(all.flatMap((each) => each[key] ?? [])).size <= 1) &&
    haveVersion(all.flatMap(({ python }) => python ?? [])) &&
    packagesOf(all).every((name) => haveVersion(all.flatMap(({ packages = {} }) => packages[name] ?? [])))
  );
}

function packagesOf(all: readonly Requirements[]): readonly string[] {
  return [...new Set(all.flatMap(({ packages = {} }) => Object.keys(packages)))];
}

function haveVersion(specifiers: readonly string[]): boolean {
  const together = specifiers.filter((each) => each !== "").join(",");
  return together === "" || tellingVersions(together).some((version) => satisfies(version, together));
}

/**
 * The versions that tell two sets of specifiers apart: whether a version is in a set changes only at the versions that the
 * set names, and at the ends of their series.
 */
function tellingVersions(specifiers: string): readonly string[] {
  const named = specifiers.matchAll(/(\d+)(?:\.(\d+))?(?:\.(\d+))?/g);
  return [...named].flatMap(([, major, minor = "0", patch = "0"]) =>
    around(Number(major), Number(minor), Number(patch))
      .filter((version) => version.every((number) => number >= 0))
      .map((version) => version.join(".")),
  );
}

function around(major: number, minor: number, patch: number): readonly (readonly number[])[] {
  return [
    [major - 1, last, last],
    [major, minor - 1, last],
    [major, minor, patch - 1],
    [major, minor, patch],
    [major, minor, patch + 1],
    [major, minor, last],
    [major, minor + 1, 0],
    [major, last, last],
    [major + 1, 0, 0],
  ];
}

/** Later than any that will be. */
const last = 9999;
