import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const measure = join(dirname(fileURLToPath(import.meta.url)), "measure.py");

/**
 * Runs a command to its end.
 *
 * @returns {Promise<{ wall: number, cpu: number, memory: number, left: number, failed?: string }>} Seconds, seconds of
 *   all processes that it started, MB at the peak, processes that it left behind; what it said where it failed.
 */
export async function measured(python, { command, cwd, env = {} }) {
  const child = spawn(python, [measure, ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const said = Promise.all([text(child.stdout), text(child.stderr), text(child.stdio[3])]);
  await once(child, "close");
  const [stdout, stderr, result] = await said;
  const { status, ...figures } = JSON.parse(result);
  return status === 0 ? figures : { ...figures, failed: `It ended with ${status}\n${stdout}\n${stderr}` };
}
