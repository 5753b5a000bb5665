import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

import { pythonEnvironment } from "./python-environment.ts";
import { type NbproofRun, runNbproof } from "./run-nbproof.ts";

export interface ServeOptions {
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A running `nbproof serve`. */
export interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  readonly call: (method: string, path: string, body?: object) => Promise<Response>;
}

export const serveToken = "token-of-the-test";

/** Runs `nbproof serve` with the kernelspec `python3` of the test environment; `use` must end it. */
export async function startServe(
  { cwd, args = [], env = {} }: ServeOptions,
  use: (served: Served) => Promise<void>,
): Promise<NbproofRun> {
  const prefix = dirname(dirname(await pythonEnvironment()));
  // Its kernels write what they remember there.
  const home = await mkdtemp(join(tmpdir(), "nbproof-home-"));
  const own = { NBPROOF_TOKEN: serveToken, JUPYTER_PATH: join(prefix, "share", "jupyter"), TMPDIR: cwd, HOME: home };
  try {
    return await runNbproof(["serve", "--port", "0", ...args], {
      cwd,
      env: { ...own, ...env },
      meanwhile: async (child) => {
        try {
          const url = await urlOf(child);
          await use({ url, child, call: (method, path, body) => call(new URL(path, url), method, body) });
        } catch (error) {
          child.kill("SIGKILL");
          throw error;
        }
      },
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("It has no stdout");
  const lines = createInterface({ input: stdout });
  const [line] = (await once(lines, "line")) as [string];
  const url = /^Serving kernels at (\S+)$/.exec(line)?.[1];
  if (url === undefined) throw new Error(`It said ${line}`);
  return url;
}

async function call(url: URL, method: string, body?: object): Promise<Response> {
  const headers = { authorization: `token ${serveToken}` };
  return await fetch(url, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
