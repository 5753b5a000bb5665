import { createHash } from "node:crypto";

import { encodePath } from "../basics/encode-path.ts";
import type { CourseFile } from "../notebook/render-course.ts";

/** Where it is in a site: it sees what is beside it and below. */
export const SERVICE_WORKER = "service-worker.js";

/**
 * The script that keeps a site for offline use and isolates its pages (src/browser/service-worker.ts), with the list of what
 * it keeps: it changes with each of these files, which tells browsers that there is a new version.
 */
export function serviceWorker(scripts: ReadonlyMap<string, Uint8Array>, kept: readonly CourseFile[]): CourseFile {
  const digests = kept.map(({ path, content }) => [
    encodePath(path),
    createHash("sha256").update(content).digest("hex"),
  ]);
  const files = JSON.stringify(Object.fromEntries(digests));
  const script = Buffer.from(scripts.get(SERVICE_WORKER) ?? new Uint8Array()).toString();
  const version = createHash("sha256").update(files).update(script).digest("hex").slice(0, 16);
  const text = `const nbproofFiles = ${files};\nconst nbproofVersion = "${version}";\n${script}`;
  return { path: SERVICE_WORKER, content: Buffer.from(text) };
}
