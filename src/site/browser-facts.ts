import type { Facts } from "../model/facts.ts";
import type { SiteKernel } from "./site-kernel.ts";

/** What the kernel in a browser is: what a lesson needs beyond that cannot run in its page. */
export function browserFacts({ python, packages }: Pick<SiteKernel, "python" | "packages">): Facts {
  return {
    language: "python",
    version: python,
    implementation: "cpython",
    platform: "emscripten",
    bits: 32,
    cores: 1,
    gil: true,
    threads: false,
    processes: false,
    network: false,
    packages,
  };
}
