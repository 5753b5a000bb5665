import { satisfies } from "@renovatebot/pep440";
import type { Requirements } from "./requirements.ts";

/** Whether every kernel that meets the first requirements meets the second. */
export function impliesRequirements(narrow: Requirements, wide: Requirements): boolean {
  return (
    impliesVersions(narrow.python, wide.python) &&
    (wide.cores === undefined || (narrow.cores ?? 0) >= wide.cores) &&
    impliesPackages(narrow.packages, wide.packages) &&
    plainKeys.every((key) => wide[key] === undefined || wide[key] === narrow[key])
  );
}

const plainKeys = ["implementation", "platform", "bits", "gil", "threads", "processes", "network"] as const;

function impliesVersions(narrow: string | undefined, wide: string | undefined): boolean {
  if (wide === undefined || narrow === wide) return true;
  if (narrow === undefined) return false;
  const inNarrow = versions.filter((version) => satisfies(version, narrow));
  return inNarrow.length > 0 && inNarrow.every((version) => satisfies(version, wide));
}

/** Specifier sets have no simple order; Pythons that are or will be, with each patch, decide. */
const versions: readonly string[] = Array.from({ length: 25 }, (_minor, minor) => minor + 6).flatMap((minor) =>
  Array.from({ length: 20 }, (_patch, patch) => `3.${minor}.${patch}`),
);

function impliesPackages(narrow: Requirements["packages"] = {}, wide: Requirements["packages"] = {}): boolean {
  return Object.entries(wide).every(([name, range]) => narrow[name] === range || (range === "" && name in narrow));
}
