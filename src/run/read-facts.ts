import { availableParallelism } from "node:os";

import type { Facts } from "../model/facts.ts";
import { FACTS_CODE } from "./kernel-code.ts";
import { type LessonKernel, speaksPython } from "./lesson-kernel.ts";
import { InfrastructureError } from "../client/server.ts";

/** Asks a kernel what it is. */
export async function readFacts(kernel: LessonKernel): Promise<Facts> {
  if (!speaksPython(kernel)) return factsOfInfo(kernel);
  const printed = await kernel.executeSilently(FACTS_CODE);
  try {
    const facts: unknown = JSON.parse(printed);
    if (!isFacts(facts)) throw new TypeError(`Not facts: ${printed.slice(0, 200)}`);
    return facts;
  } catch (cause) {
    throw new InfrastructureError("server-lost", "The kernel did not tell its facts", { cause });
  }
}

/** Of another language no more is known than its kernel says; the rest is of this machine, where it most likely runs. */
function factsOfInfo({ info }: LessonKernel): Facts {
  const systems: Readonly<Record<string, Facts["platform"]>> = { linux: "linux", darwin: "macos", win32: "windows" };
  return {
    language: info.language_info.name,
    version: info.language_info.version,
    implementation: info.implementation,
    platform: systems[process.platform] ?? "linux",
    bits: 64,
    cores: availableParallelism(),
    gil: false,
    threads: true,
    processes: true,
    network: true,
    packages: {},
  };
}

/** Our own code printed it: when the version is there, the rest is. */
function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && "version" in value && "packages" in value;
}
