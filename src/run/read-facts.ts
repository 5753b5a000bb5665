import type { Facts } from "../lesson/facts.ts";
import { FACTS_CODE } from "./kernel-code.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import { InfrastructureError } from "./server.ts";

/** Asks a kernel what it is. */
export async function readFacts(kernel: LessonKernel): Promise<Facts> {
  const printed = await kernel.executeSilently(FACTS_CODE);
  try {
    const facts: unknown = JSON.parse(printed);
    if (!isFacts(facts)) throw new TypeError(`Not facts: ${printed.slice(0, 200)}`);
    return facts;
  } catch (cause) {
    throw new InfrastructureError("server-lost", "The kernel did not tell its facts", { cause });
  }
}

/** Our own code printed it: when the version is there, the rest is. */
function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && "version" in value && "packages" in value;
}
