import { createHash } from "node:crypto";

/** What a template's program is found by: it is the program of this very text, or there is none. */
export function templateDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
