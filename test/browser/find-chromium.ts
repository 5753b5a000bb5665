import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** For a test on any machine: as root, without a display, and without a request of its own. */
export const chromiumFlags: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The Chromium on `PATH`; throws where there is none, since a browser test that does not run must not look green. */
export async function findChromium(path: string = process.env["PATH"] ?? ""): Promise<string> {
  for (const name of names) {
    for (const folder of path.split(delimiter)) {
      const file = join(folder, name);
      if (await isExecutable(file)) return file;
    }
  }
  throw new Error(
    `The browser tests need Chromium: none of ${names.join(", ")} is on PATH (Debian: apt-get install chromium)`,
  );
}

async function isExecutable(file: string): Promise<boolean> {
  return await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
