import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { chromium, type Page } from "playwright-core";

import { executeOverSocket } from "../e2e/execute-over-socket.ts";
import { makeServerVenv } from "../servers/server-venv.mjs";
import { startJupyterLab } from "../servers/start-jupyterlab.mjs";
import { startServer, type TestServer } from "../servers/start-server.mjs";
import { chromiumFlags, findChromium } from "./find-chromium.ts";
import { LabNotebook } from "./lab-notebook.ts";

/** JupyterLab in a browser, its kernels behind `nbproof serve`. */
export interface Lab extends AsyncDisposable {
  /** The folder that Lab shows. */
  readonly folder: string;
  /** Opens a notebook of the folder on a page of its own, with the kernel of that name, and waits for it. */
  readonly open: (name: string, kernel: LabKernel) => Promise<LabNotebook>;
  /** What a kernel of that name prints first. */
  readonly execute: (kernel: LabKernel, code: string) => Promise<string>;
  /** Saves what can be seen on each page, and the logs of both servers; gives the folder. */
  readonly keepEvidence: (title: string) => Promise<string>;
  /** The kernels go on. */
  readonly closePages: () => Promise<void>;
}

/** By its kernelspec: CPython with ipykernel, or the embedded kernel. */
export type LabKernel = (typeof labKernels)[number];

export const labKernels = ["python3", "pyodide"] as const;

const root = resolve(import.meta.dirname, "../..");
export interface LabOptions {
  /** Those that will be opened: all unless given. */
  readonly kernels?: readonly LabKernel[];
  /** The virtual environment of `python3`: Lab's own unless given. */
  readonly environment?: string;
}

/** Starts both servers and the browser. */
export async function startLab({ kernels = labKernels, environment }: LabOptions = {}): Promise<Lab> {
  const executablePath = await findChromium();
  const python = await makeServerVenv("jupyterlab");
  const folder = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  const serve = await startNbproof(environment ?? dirname(dirname(python)));
  // The embedded kernel's snapshot is made for this server alone: on a busy machine that takes as long as a page waits.
  for (const kernel of kernels) await execute(serve, kernel, "print()");
  const lab = await startJupyterLab({ root: folder, gateway: serve });
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  // This only ends what hangs: a page of Lab takes half a minute to open where all cores are busy.
  context.setDefaultTimeout(120_000);
  return {
    folder,
    open: async (name, kernel) => {
      await chooseKernel(join(folder, name), kernel);
      const page = await context.newPage();
      await page.goto(`${lab.url}lab/tree/${name}?token=${lab.token}&reset`);
      return await LabNotebook.opened(page);
    },
    execute: async (kernel, code) => await execute(serve, kernel, code),
    keepEvidence: async (title) => await keepEvidence(title, context.pages(), { serve, lab }),
    closePages: async () => {
      for (const page of context.pages()) await page.close();
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await lab[Symbol.asyncDispose]();
      await serve[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `nbproof serve` with the kernelspec of a virtual environment. */
async function startNbproof(environment: string): Promise<TestServer> {
  return await startServer(({ port, token }) => ({
    command: process.execPath,
    args: [join(root, "dist", "cli.js"), "serve", "--port", String(port)],
    env: { NBPROOF_TOKEN: token, JUPYTER_PATH: join(environment, "share", "jupyter") },
  }));
}

/** As Lab's own dialogue does it: in the notebook's file. */
async function chooseKernel(file: string, name: LabKernel): Promise<void> {
  const notebook = JSON.parse(await readFile(file, "utf8")) as { metadata: { kernelspec: object } };
  notebook.metadata.kernelspec = { ...notebook.metadata.kernelspec, name };
  await writeFile(file, JSON.stringify(notebook));
}

async function execute({ url, token }: TestServer, name: LabKernel, code: string): Promise<string> {
  const options = { headers: { authorization: `token ${token}` } };
  const started = await fetch(`${url}api/kernels`, { ...options, method: "POST", body: JSON.stringify({ name }) });
  if (!started.ok) throw new Error(`The kernel ${name} did not start: ${await started.text()}`);
  const { id } = (await started.json()) as { id: string };
  try {
    return await executeOverSocket(`${url}api/kernels/${id}/channels?token=${token}`, code);
  } finally {
    await fetch(`${url}api/kernels/${id}`, { ...options, method: "DELETE" });
  }
}

async function keepEvidence(
  title: string,
  pages: readonly Page[],
  servers: Readonly<Record<string, TestServer>>,
): Promise<string> {
  const folder = join(root, ".browser", title.replaceAll(/\W+/g, "-"));
  await mkdir(folder, { recursive: true });
  for (const [index, page] of pages.entries()) await page.screenshot({ path: join(folder, `page-${index + 1}.png`) });
  for (const [name, server] of Object.entries(servers)) await writeFile(join(folder, `${name}.log`), server.log());
  return folder;
}
