import { resolve } from "node:path";

import { type NbproofRun, runNbproof } from "../run-nbproof.ts";
import type { TestServer } from "../../servers/start-server.mjs";

const root = resolve(import.meta.dirname, "../../..");

/** Validates the whole course, or other files, on a server, as a user would. */
export async function validateOn(
  { url, token }: Pick<TestServer, "url" | "token">,
  args: readonly string[] = ["notebooks-src/python-internals"],
  options: Partial<Parameters<typeof runNbproof>[1]> = {},
): Promise<NbproofRun> {
  return await runNbproof(["validate", ...args, "--server", url], {
    cwd: root,
    ...options,
    env: { NBPROOF_TOKEN: token, KERNEL_USERNAME: "ada", ...options.env },
  });
}

/** The kernels that the server still runs; a gateway tells nobody unless it is started so. */
export async function runningKernels({ url, token }: Pick<TestServer, "url" | "token">): Promise<readonly unknown[]> {
  const response = await fetch(`${url}api/kernels`, { headers: { Authorization: `token ${token}` } });
  if (!response.ok) throw new Error(`${url} does not tell its kernels: ${response.status}`);
  return (await response.json()) as unknown[];
}
