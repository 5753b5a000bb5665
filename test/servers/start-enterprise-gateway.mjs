// Starts jupyter_enterprise_gateway on a free port, from a virtual environment of its own.
import { findPython } from "../find-python.mjs";
import { serveByHand, startServer } from "./start-server.mjs";
import { makeServerVenv } from "./server-venv.mjs";

export async function startEnterpriseGateway({ args = [], ...options } = {}) {
  const python = await makeServerVenv("enterprise-gateway", {
    python: findPython("3.11") ?? findPython("3.10") ?? "python3.11",
  });
  return await startServer(
    ({ port, token }) => ({
      command: python,
      args: [
        "-m",
        "enterprise_gateway",
        "--EnterpriseGatewayApp.ip=127.0.0.1",
        `--EnterpriseGatewayApp.port=${port}`,
        "--EnterpriseGatewayApp.port_retries=0",
        ...args,
      ],
      env: { EG_AUTH_TOKEN: token },
    }),
    options,
  );
}

await serveByHand(import.meta.url, startEnterpriseGateway);
