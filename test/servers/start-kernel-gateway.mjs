// Starts jupyter_kernel_gateway on a free port, from a virtual environment of its own.
import { serveByHand, startServer } from "./start-server.mjs";
import { makeServerVenv } from "./server-venv.mjs";

export async function startKernelGateway({ args = [], ...options } = {}) {
  const python = await makeServerVenv("kernel-gateway");
  return await startServer(
    ({ port, token }) => ({
      command: python,
      args: [
        "-m",
        "kernel_gateway",
        "--KernelGatewayApp.ip=127.0.0.1",
        `--KernelGatewayApp.port=${port}`,
        "--KernelGatewayApp.port_retries=0",
        ...args,
      ],
      env: { KG_AUTH_TOKEN: token },
    }),
    options,
  );
}

await serveByHand(import.meta.url, startKernelGateway);
