// Starts JupyterLab on a free port, from a virtual environment of its own; its kernels run behind a gateway, where one is given.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { serveByHand, startServer } from "./start-server.mjs";
import { makeServerVenv } from "./server-venv.mjs";

export async function startJupyterLab({ args = [], root, gateway, ...options } = {}) {
  const python = await makeServerVenv("jupyterlab");
  return await startServer(({ port, token, folder }) => {
    settle(folder, "apputils-extension/notification", { checkForUpdates: false, fetchNews: "false" });
    settle(folder, "docmanager-extension/plugin", { autosave: false });
    return {
      command: python,
      args: [
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        `--ServerApp.port=${port}`,
        "--ServerApp.port_retries=0",
        `--ServerApp.root_dir=${root ?? folder}`,
        "--LabApp.extension_manager=readonly",
        ...(gateway === undefined ? [] : [`--gateway-url=${gateway.url}`]),
        ...args,
      ],
      env: { JUPYTER_TOKEN: token, ...(gateway !== undefined && { JUPYTER_GATEWAY_AUTH_TOKEN: gateway.token }) },
    };
  }, options);
}

/**
 * What Lab does unless a user says otherwise: it asks whether there shall be news, and the network whether there is a newer
 * Lab; and it saves a notebook every two minutes, also while a test reads what it saved itself.
 */
function settle(folder, plugin, settings) {
  const file = join(folder, "config/lab/user-settings/@jupyterlab", `${plugin}.jupyterlab-settings`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(settings));
}

await serveByHand(import.meta.url, startJupyterLab);
