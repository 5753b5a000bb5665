import type { SourceText } from "../source/place.ts";
import { findClaims } from "./claims.ts";
import type { SpecFile } from "./spec-file.ts";

/** Reports the claims in code that holds none. */
export function refuseClaims(file: SpecFile, code: SourceText, where: string): void {
  for (const { place } of findClaims(code).claims) {
    file.report({
      code: "unchecked-claim",
      place,
      message: `A claim stands in ${where}, where nothing checks it`,
      advice: "Make it a plain comment, or say it with `assert`",
    });
  }
}
