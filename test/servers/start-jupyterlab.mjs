// Starts JupyterLab on a free port, from a virtual environment of its own; its kernels run behind a gateway, where one is given.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { serveByHand, startServer } from "./start-server.mjs";
import { makeServerVenv } from "./server-venv.mjs";

export async function startJupyterLab({ args = [], root, gateway, ...options } = {}) {
  const python = await makeServerVenv("jupyterlab");
  return await startServer(({ port, token, folder }) => {
    askNothing(folder);
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

/** Neither the user whether there shall be news, nor the network whether there is a newer Lab. */
function askNothing(folder) {
  const file = join(folder, "config/lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ checkForUpdates: false, fetchNews: "false" }));
}

await serveByHand(import.meta.url, startJupyterLab);
