import { satisfies } from "@renovatebot/pep440";
import type { Facts, Platform } from "../model/facts.ts";
import { showVersions } from "./versions.ts";

/** What a lesson, step or variant needs of a kernel; an absent key needs nothing. */
export interface Requirements {
  /** As a notebook or its kernel names it: `python`, `R`, `julia`. */
  readonly language?: string;
  /** A PEP 440 specifier set, already translated from the author's short forms: `>=3.10,<3.14`. */
  readonly python?: string;
  readonly implementation?: string;
  readonly platform?: Platform;
  readonly bits?: 32 | 64;
  /** At least so many. */
  readonly cores?: number;
  readonly gil?: boolean;
  readonly threads?: boolean;
  readonly processes?: boolean;
  readonly network?: boolean;
  /** Package name → PEP 440 specifier set; the empty string means any version. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** What a check of requirements needs to know; `Facts` fit. */
export type RequirementFacts = Facts;

/** Why a kernel does not meet requirements, each reason ready to be read; none where it meets them all. */
export function unmetRequirements(requirements: Requirements, facts: RequirementFacts): readonly string[] {
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

/** Whether a language, as a kernel or a notebook names it, is Python. */
export function isPython(language: string): boolean {
  return /^i?python\d*$/i.test(language);
}

function unmetPython({ python }: Requirements, { version }: RequirementFacts): readonly string[] {
  if (python === undefined || satisfies(version, python, { prereleases: true })) return [];
  return [`needs Python ${showVersions(python)}, this is ${version}`];
}

function unmetName(needed: string | undefined, actual: string): readonly string[] {
  return needed === undefined || needed === actual ? [] : [`needs ${needed}, this is ${actual}`];
}

function unmetBits({ bits }: Requirements, facts: RequirementFacts): readonly string[] {
  return bits === undefined || bits === facts.bits ? [] : [`needs ${bits} bits, this has ${facts.bits}`];
}

function unmetCores({ cores }: Requirements, facts: RequirementFacts): readonly string[] {
  if (cores === undefined || cores <= facts.cores) return [];
  return [`needs ${cores} cores, this has ${facts.cores}`];
}

function unmetFlag(needed: boolean | undefined, actual: boolean, what: string): readonly string[] {
  if (needed === undefined || needed === actual) return [];
  return [needed ? `needs ${what}` : `needs to be without ${what}`];
}

function unmetPackages({ packages = {} }: Requirements, facts: RequirementFacts): readonly string[] {
  return Object.entries(packages).flatMap(([name, versions]) => {
    const needed = `needs ${name}${versions === "" ? "" : ` ${versions}`}`;
    const installed = Object.hasOwn(facts.packages, name) ? facts.packages[name] : undefined;
    if (installed === undefined) return [`${needed}, which is not installed`];
    const met = versions === "" || satisfies(installed, versions, { prereleases: true });
    return met ? [] : [`${needed}, and ${installed} is installed`];
  });
}
