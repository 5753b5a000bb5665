import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const START_TIMEOUT = 60_000;

/**
 * Starts a server in a folder of its own and waits until it answers at `api`. It ends with this process, however that
 * ends.
 *
 * @param {(place: { port: number, token: string, folder: string }) => {
 *   command: string, args: readonly string[], env: Readonly<Record<string, string>>, path?: string }} describe
 * @param {{ token?: string }} [options]
 */
export async function startServer(describe, { token = randomBytes(16).toString("hex") } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "nbproof-server-"));
  const port = await freePort();
  const { command, args, env, path = "/" } = describe({ port, token, folder });
  const server = spawn(command, args, {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: folder, ...jupyterFolders(folder), ...env },
  });
  const watchdog = watch(server.pid, folder);
  const ended = once(watchdog, "exit");
  let log = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => (log += data));
  const stop = async () => {
    watchdog.stdin.end();
    await ended;
  };
  const url = `http://127.0.0.1:${port}${path}`;
  try {
    await answers(`${url}api`, { server, token });
  } catch (cause) {
    await stop();
    throw new Error(`${command} did not start:\n${log}`, { cause });
  }
  return { url, token, pid: server.pid, folder, log: () => log, [Symbol.asyncDispose]: stop };
}

/** For a script that is called by hand: prints the URL and the token, and goes on until it is interrupted. */
export async function serveByHand(script, start) {
  if (script !== pathToFileURL(process.argv[1] ?? "").href) return;
  const { url, token } = await start({ args: process.argv.slice(2) });
  console.log(`URL ${url}\nNBPROOF_TOKEN ${token}`);
  setInterval(() => undefined, 60_000);
}

async function answers(url, { server, token }) {
  const signal = AbortSignal.timeout(START_TIMEOUT);
  while (server.exitCode === null && server.signalCode === null) {
    signal.throwIfAborted();
    const response = await fetch(url, { headers: { Authorization: `token ${token}` }, signal }).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error("It ended");
}

/** Reads a pipe that only this process holds: when it closes, the server is asked to end, then made to, and its folder removed. */
function watch(pid, folder) {
  const script = `
while read -r _; do :; done
kill -s TERM "$1"
for _ in $(seq 100); do kill -s 0 "$1" 2>/dev/null || break; sleep 0.1; done
kill -s KILL -- "-$1" 2>/dev/null
rm -rf "$2"`;
  return spawn("/bin/sh", ["-c", script, "watchdog", String(pid), folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
}

/** Nothing of the user's Jupyter is read or written. */
function jupyterFolders(folder) {
  return {
    JUPYTER_CONFIG_DIR: join(folder, "config"),
    JUPYTER_DATA_DIR: join(folder, "data"),
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    IPYTHONDIR: join(folder, "ipython"),
  };
}

/** @returns {Promise<number>} */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
