// Starts JupyterHub on a free port with a server of its user ada's, from a virtual environment of its own.
import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { freePort, serveByHand, startServer } from "./start-server.mjs";
import { makeServerVenv } from "./server-venv.mjs";

// An npm package, and needed for nothing else.
const PROXY = "configurable-http-proxy@5.3.0";
const SPAWN_TIMEOUT = 60_000;

/** The URL is that of ada's own server. */
export async function startJupyterhub(options = {}) {
  const [python, proxy] = await Promise.all([makeServerVenv("jupyterhub"), installProxy()]);
  const [hubPort, proxyPort] = [await freePort(), await freePort()];
  const hub = await startServer(({ port, token, folder }) => {
    const config = join(folder, "jupyterhub_config.py");
    const settings = { port, hubPort, proxyPort, token, folder, python, proxy: [process.execPath, proxy] };
    writeFileSync(config, configOf(settings), { mode: 0o600 });
    return { command: python, args: ["-m", "jupyterhub", "--config", config], env: {}, path: "/hub/" };
  }, options);
  try {
    await startServerOf("ada", hub);
  } catch (cause) {
    await hub[Symbol.asyncDispose]();
    throw new Error(`JupyterHub did not start a server:\n${hub.log()}`, { cause });
  }
  return { ...hub, url: new URL("/user/ada/", hub.url).href };
}

/** `token` is a service's, which may use the servers of all users, and start them. */
function configOf({ port, hubPort, proxyPort, token, folder, python, proxy }) {
  return `
import json
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:${port}"
c.JupyterHub.hub_port = ${hubPort}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:${proxyPort}"
c.ConfigurableHTTPProxy.command = json.loads(${JSON.stringify(JSON.stringify(proxy))})
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = ${JSON.stringify(join(folder, "home"))} + "/{username}"
c.Spawner.cmd = [${JSON.stringify(python)}, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {"JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp"}
c.JupyterHub.services = [{"name": "nbproof", "api_token": ${JSON.stringify(token)}}]
c.JupyterHub.load_roles = [
    {"name": "nbproof", "services": ["nbproof"], "scopes": ["admin:users", "admin:servers", "access:servers"]}
]
`;
}

async function startServerOf(user, { url, token }) {
  const post = async (path) =>
    await fetch(`${url}api/users/${user}${path}`, { method: "POST", headers: { Authorization: `token ${token}` } });
  await post("");
  const signal = AbortSignal.timeout(SPAWN_TIMEOUT);
  for (;;) {
    const { status } = await post("/server");
    // Started; 202 means that it is being started, and 400 that it runs already.
    if (status === 201 || status === 400) return;
    if (status !== 202) throw new Error(`POST server: ${status}`);
    signal.throwIfAborted();
    await sleep(200);
  }
}

async function installProxy() {
  const folder = fileURLToPath(new URL(`../../.servers/${PROXY.replace("@", "-")}`, import.meta.url));
  const script = join(folder, "node_modules", "configurable-http-proxy", "bin", "configurable-http-proxy");
  if (!existsSync(script)) {
    const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", PROXY];
    await promisify(execFile)("npm", args);
  }
  return script;
}

await serveByHand(import.meta.url, startJupyterhub);
