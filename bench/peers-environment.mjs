import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { makeVenv } from "../scripts/make-venv.mjs";

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const MYSTMD = "1.8.3";

/** The peers, made below `.bench/` on first use and anew when a version changes: virtual environments and `myst`. */
export async function peersEnvironment() {
  const requirements = join(here, "requirements.txt");
  const ofServer = join(here, "requirements-mystmd.txt");
  const versions = [readFileSync(requirements), readFileSync(ofServer), MYSTMD];
  const hash = createHash("sha256");
  for (const version of versions) hash.update(version);
  const digest = hash.digest("hex").slice(0, 8);
  const folder = join(here, "..", ".bench", digest);
  const complete = join(folder, "complete");
  const [venv, serverVenv, npm] = ["venv", "server-venv", "npm"].map((name) => join(folder, name));
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    await makeVenv({ folder: venv, requirements, tell: console.error });
    await makeVenv({ folder: serverVenv, requirements: ofServer, tell: console.error });
    mkdirSync(npm);
    await run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", npm, `mystmd@${MYSTMD}`]);
    // It starts a Jupyter server of its own, which refuses to run as root unless told.
    writeFileSync(join(npm, "jupyter_server_config.json"), '{"ServerApp": {"allow_root": true}}\n');
    writeFileSync(complete, "");
  }
  return {
    venv,
    serverVenv,
    python: join(venv, "bin", "python"),
    myst: join(npm, "node_modules", ".bin", "myst"),
    mystConfig: npm,
  };
}
