// Starts jupyter_server on a free port, from a virtual environment of its own.
import { serveByHand, startServer } from "./start-server.mjs";
import { makeServerVenv } from "./server-venv.mjs";

export async function startJupyterServer({ args = [], basePath = "/", ...options } = {}) {
  const python = await makeServerVenv("jupyter-server");
  return await startServer(
    ({ port, token }) => ({
      command: python,
      args: [
        "-m",
        "jupyter_server",
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        `--ServerApp.port=${port}`,
        "--ServerApp.port_retries=0",
        `--ServerApp.base_url=${basePath}`,
        // Else it makes one up.
        ...(token === "" ? ["--IdentityProvider.token="] : []),
        ...args,
      ],
      env: { JUPYTER_TOKEN: token },
      path: basePath,
    }),
    options,
  );
}

await serveByHand(import.meta.url, startJupyterServer);
