import { satisfies } from "@renovatebot/pep440";

import { isPython, type Requirements } from "../lesson/requirements.ts";
import { showVersions } from "../lesson/versions.ts";
import type { Facts } from "./facts.ts";

/** Why a kernel does not meet requirements, each reason ready to be read; none where it meets them all. */
export function unmetRequirements(requirements: Requirements, facts: Facts): readonly string[] {
  if (!speaks(requirements.language, facts.language)) {
    return [`needs a kernel for ${requirements.language}, this one is for ${facts.language}`];
  }
  return [
    ...unmetPython(requirements, facts),
    ...unmetName(requirements.implementation, facts.implementation),
    ...unmetName(requirements.platform, facts.platform),
    ...unmetBits(requirements, facts),
    ...unmetCores(requirements, facts),
    ...unmetFlag(requirements.gil, facts.gil, "the global interpreter lock"),
    ...unmetFlag(requirements.threads, facts.threads, "threads"),
    ...unmetFlag(requirements.processes, facts.processes, "processes"),
    ...unmetFlag(requirements.network, facts.network, "the network"),
    ...unmetPackages(requirements, facts),
  ];
}

function speaks(needed: string | undefined, actual: string): boolean {
  // One language has several names (`C++17`, `c++`): only Python is told apart from all others.
  return needed === undefined || isPython(needed) === isPython(actual);
}

function unmetPython({ python }: Requirements, { version }: Facts): readonly string[] {
  if (python === undefined || satisfies(version, python, { prereleases: true })) return [];
  return [`needs Python ${showVersions(python)}, this is ${version}`];
}

function unmetName(needed: string | undefined, actual: string): readonly string[] {
  return needed === undefined || needed === actual ? [] : [`needs ${needed}, this is ${actual}`];
}

function unmetBits({ bits }: Requirements, facts: Facts): readonly string[] {
  return bits === undefined || bits === facts.bits ? [] : [`needs ${bits} bits, this has ${facts.bits}`];
}

function unmetCores({ cores }: Requirements, facts: Facts): readonly string[] {
  if (cores === undefined || cores <= facts.cores) return [];
  return [`needs ${cores} cores, this has ${facts.cores}`];
}

function unmetFlag(needed: boolean | undefined, actual: boolean, what: string): readonly string[] {
  if (needed === undefined || needed === actual) return [];
  return [needed ? `needs ${what}` : `needs to be without ${what}`];
}

/** The packages that a kernel lacks, as pip takes them. */
export function lackedPackages({ packages = {}, language }: Requirements, facts: Facts): readonly string[] {
  if (!speaks(language, facts.language)) return [];
  return Object.entries(packages).flatMap(([name, versions]) =>
    unmetPackages({ packages: { [name]: versions } }, facts).length === 0 ? [] : [`${name}${versions}`],
  );
}

function unmetPackages({ packages = {} }: Requirements, facts: Facts): readonly string[] {
  return Object.entries(packages).flatMap(([name, versions]) => {
    const needed = `needs ${name}${versions === "" ? "" : ` ${versions}`}`;
    const installed = Object.hasOwn(facts.packages, name) ? facts.packages[name] : undefined;
    if (installed === undefined) return [`${needed}, which is not installed`];
    const met = versions === "" || satisfies(installed, versions, { prereleases: true });
    return met ? [] : [`${needed}, and ${installed} is installed`];
  });
}
