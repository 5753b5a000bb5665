import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

import { serveFiles } from "../../src/site/serve-files.ts";
import { runNbproof } from "../e2e/run-nbproof.ts";
import { chromiumFlags, findChromium } from "./find-chromium.ts";

export interface OpenOptions extends BrowserContextOptions {
  /** What runs before any script of the page; then nothing is waited for. */
  readonly script?: string;
}

/** A course's site under a sub-path of a server, in a browser. */
export interface OpenSite extends AsyncDisposable {
  /** With the final slash. */
  readonly url: string;
  /** The site's folder. */
  readonly folder: string;
  /** What went wrong on pages, or was asked of other origins; empty on a good site. */
  readonly troubles: readonly string[];
  /** Opens a page of the site in a context of its own, and waits until it is isolated, if it can be. */
  readonly open: (name: string, options?: OpenOptions) => Promise<Page>;
  /** Ends the server, until what it gives is disposed of. */
  readonly cut: () => Promise<AsyncDisposable>;
}

/** Builds a course's site, and opens it in Chromium. */
export async function openSite(course: string, name: string): Promise<OpenSite> {
  const out = await mkdtemp(join(await realpath(tmpdir()), "nbproof-site-"));
  const built = await runNbproof(["site", course, "--out", out], { cwd: out });
  if (built.exitCode !== 0) throw new Error(`The site was not built: ${built.stdout}${built.stderr}`);
  const folder = join(out, name);
  const base = "/some/path/";
  let server = await serveFiles(folder, { port: 0, base });
  const { url: address } = server;
  const browser: Browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumFlags] });
  const troubles: string[] = [];
  return {
    url: address,
    folder,
    troubles,
    async open(page, { script, ...options } = {}) {
      const context = await browser.newContext(options);
      // Those of a page's workers too.
      context.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(address) && !/^(?:data|blob):/.test(url)) troubles.push(`asked for ${url}`);
      });
      context.on("response", (response) => {
        if (response.status() >= 400) troubles.push(`${response.status()} for ${response.url()}`);
      });
      context.on("console", (message) => {
        if (message.type() === "error") troubles.push(`console: ${message.text()}`);
      });
      context.on("weberror", (error) => troubles.push(`page: ${error.error().message}`));
      if (script !== undefined) await context.addInitScript(script);
      const opened = await context.newPage();
      await opened.goto(address + page);
      const canBe = options.javaScriptEnabled !== false && options.serviceWorkers !== "block" && script === undefined;
      if (canBe) await opened.waitForFunction(() => Reflect.get(globalThis, "crossOriginIsolated"));
      return opened;
    },
    async cut() {
      await server[Symbol.asyncDispose]();
      return {
        async [Symbol.asyncDispose]() {
          server = await serveFiles(folder, { port: Number(new URL(address).port), base });
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await rm(out, { recursive: true });
    },
  };
}
