import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestServer } from "./side-by-side.ts";

const script = fileURLToPath(new URL("drive_gateway.py", import.meta.url));

/** What `drive_gateway.py` saw of a server. */
export async function driveGateway(python: string, { url, token }: TestServer): Promise<unknown> {
  const env = { JUPYTER_GATEWAY_AUTH_TOKEN: token, JUPYTER_GATEWAY_URL: url, PATH: process.env["PATH"] };
  const { stdout } = await promisify(execFile)(python, [script], { env, timeout: 90_000 });
  return JSON.parse(stdout);
}
