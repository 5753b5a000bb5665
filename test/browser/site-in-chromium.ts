import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

import { serveFiles } from "../../src/site/serve-files.ts";
import { runNbproof } from "../e2e/run-nbproof.ts";
import { chromiumFlags, findChromium } from "./find-chromium.ts";

/** A course's site under a sub-path of a server, in a browser. */
export interface OpenSite extends AsyncDisposable {
  /** With the final slash. */
  readonly url: string;
  /** The site's folder. */
  readonly folder: string;
  /** What went wrong on pages, or was asked of other origins; empty on a good site. */
  readonly troubles: readonly string[];
  /** Opens a page of the site in a context of its own. */
  readonly open: (name: string, options?: BrowserContextOptions) => Promise<Page>;
}

/** Builds a course's site, and opens it in Chromium. */
export async function openSite(course: string, name: string): Promise<OpenSite> {
  const out = await mkdtemp(join(await realpath(tmpdir()), "nbproof-site-"));
  const built = await runNbproof(["site", course, "--out", out], { cwd: out });
  if (built.exitCode !== 0) throw new Error(`The site was not built: ${built.stdout}${built.stderr}`);
  const folder = join(out, name);
  const server = await serveFiles(folder, { port: 0, base: "/some/path/" });
  const browser: Browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumFlags] });
  const troubles: string[] = [];
  return {
    url: server.url,
    folder,
    troubles,
    async open(page, options) {
      const context = await browser.newContext(options);
      // Those of a page's workers too.
      context.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(server.url) && !/^(?:data|blob):/.test(url)) troubles.push(`asked for ${url}`);
      });
      context.on("response", (response) => {
        if (response.status() >= 400) troubles.push(`${response.status()} for ${response.url()}`);
      });
      context.on("console", (message) => {
        if (message.type() === "error") troubles.push(`console: ${message.text()}`);
      });
      context.on("weberror", (error) => troubles.push(`page: ${error.error().message}`));
      const opened = await context.newPage();
      await opened.goto(server.url + page);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await rm(out, { recursive: true });
    },
  };
}
