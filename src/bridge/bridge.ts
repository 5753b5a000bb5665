import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { KernelProvider } from "../kernel/kernel.ts";
import { authorise } from "./authorise.ts";
import { acceptChannels } from "./channels.ts";
import { handleRequest } from "./handle-request.ts";
import { listen } from "./listen.ts";
import { RunningKernels } from "./running-kernels.ts";

export interface BridgeOptions {
  readonly provider: KernelProvider;
  /** Made up where absent. */
  readonly token?: string;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 0, any free port. */
  readonly port?: number;
  /** The base environment of kernels; a request's own `env` adds to it. */
  readonly env: Readonly<Record<string, string>>;
  /** The working directory of a kernel whose request names none. */
  readonly cwd: string;
}

/** A Jupyter server for a provider's kernels. Disposing it closes all connections and shuts all its kernels down. */
export interface Bridge extends AsyncDisposable {
  /** `http://127.0.0.1:54321/`. */
  readonly url: string;
  readonly token: string;
}

/**
 * Serves kernels over Jupyter Server's REST and WebSocket API; resolves when it listens.
 * https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { provider, token = randomBytes(24).toString("hex"), host = "127.0.0.1", port = 0, env, cwd } = options;
  const kernels = new RunningKernels({ provider, env, cwd });
  const server = createServer((request, response) => {
    void handleRequest(request, response, { kernels, provider, token });
  });
  const channels = acceptChannels(server, { kernels, authorise: (request) => authorise(request, token) });
  return {
    url: await listen(server, { host, port }),
    token,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      await kernels.shutdownAll();
      channels.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
