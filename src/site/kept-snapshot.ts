import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import { MANIFEST } from "../notebook/render-course.ts";
import { kernelFolder } from "./hashed-folder.ts";
import { SNAPSHOT } from "./site-kernel.ts";

/**
 * The snapshot of a site that was built before of the same kernel, if it is whole: another Node would make some other bytes
 * of it, and it takes seconds.
 */
export async function keptSnapshot(
  site: string,
  kernelFiles: ReadonlyMap<string, Uint8Array>,
): Promise<Uint8Array | undefined> {
  const path = `${kernelFolder(kernelFiles)}/${SNAPSHOT}`;
  const manifest = parseJson(await readFile(join(site, MANIFEST), "utf8").catch(() => ""));
  const digests = isRecord(manifest) && isRecord(manifest["files"]) ? manifest["files"] : {};
  const content = await readFile(join(site, path)).catch(() => undefined);
  const isWhole = content !== undefined && createHash("sha256").update(content).digest("hex") === digests[path];
  return isWhole ? content : undefined;
}
