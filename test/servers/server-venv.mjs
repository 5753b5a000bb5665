import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { makeVenv } from "../../scripts/make-venv.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(here, "..", "..", ".servers");

/**
 * The interpreter of the virtual environment that `requirements/NAME.txt` describes, made below `.servers/` on first use
 * and anew when that file changes.
 *
 * @param {string} name
 * @param {{ python?: string, by?: "uv" | "venv" }} [options]
 * @returns {Promise<string>}
 */
export async function makeServerVenv(name, { python = "python3", by } = {}) {
  const requirements = join(here, "requirements", `${name}.txt`);
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 8);
  const folder = join(cache, `${name}-${digest}`);
  return await makeVenv({ folder, python, requirements, by, tell: console.error });
}
