import type { Platform, Requirements } from "../lesson/requirements.ts";
import { parsePackageVersions, parsePythonVersions } from "../lesson/versions.ts";
import { compact } from "../basics/compact.ts";
import { mapOf, textOf, type YamlMap } from "./yaml-node.ts";

/** The requirements under a key; what is not in order has been reported and is left out. */
export function requirementsOf(map: YamlMap, key: string): Requirements | undefined {
  const value = mapOf(map, key);
  return value === undefined ? undefined : readRequirements(value);
}

/** The requirements of a map. */
export function readRequirements(map: YamlMap): Requirements {
  const text = (key: string): string | undefined => textOf(map, key)?.value;
  const python = parsePythonVersions(text("python") ?? "");
  const platform = platforms.find((each) => each === text("platform"));
  const packages = readPackages(map);
  return compact({
    python,
    implementation: text("implementation"),
    platform,
    bits: bits[text("bits") ?? ""],
    cores: text("cores") === undefined ? undefined : Number(text("cores")),
    gil: flagOf(map, "gil"),
    threads: flagOf(map, "threads"),
    processes: flagOf(map, "processes"),
    network: flagOf(map, "network"),
    packages,
  });
}

/** `yes` or `no`, and the `true` and `false` that YAML's own users write. */
export function flagOf(map: YamlMap, key: string): boolean | undefined {
  return flags[textOf(map, key)?.value ?? ""];
}

const flags: Readonly<Record<string, boolean>> = { yes: true, true: true, no: false, false: false };

const platforms: readonly Platform[] = ["linux", "macos", "windows", "emscripten"];

const bits: Readonly<Record<string, 32 | 64>> = { 32: 32, 64: 64 };

function readPackages(map: YamlMap): Readonly<Record<string, string>> | undefined {
  const packages = mapOf(map, "packages")?.entries.flatMap(({ key, value }) => {
    const versions = value.kind === "text" ? parsePackageVersions(value.text.value) : undefined;
    return versions === undefined ? [] : [[normalisedName(key), versions] as const];
  });
  return packages === undefined ? undefined : Object.fromEntries(packages);
}

/** PEP 503's form, in which facts name packages. */
function normalisedName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}
