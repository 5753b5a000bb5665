import { readFileSync } from "node:fs";
import { packagePath } from "./package-path.ts";

/** The version in package.json. */
export function nbproofVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(packagePath("package.json"), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "";
}
