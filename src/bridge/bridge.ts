import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { KernelProvider } from "../kernel/kernel.ts";
import { acceptChannels } from "./channels.ts";
import type { Access } from "./check-access.ts";
import { cullKernels } from "./cull-kernels.ts";
import { handleRequest } from "./handle-request.ts";
import { listen } from "./listen.ts";
import { RequestCounts } from "./request-counts.ts";
import type { Served } from "./route.ts";
import { RunningKernels } from "./running-kernels.ts";
import { Sessions } from "./sessions.ts";
import type { StartRules } from "./start-request.ts";

export interface BridgeOptions extends StartRules {
  readonly provider: KernelProvider;
  /** Made up where absent. */
  readonly token?: string;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Names under which the server may be called, besides its addresses and `localhost`. */
  readonly allowHosts?: readonly string[];
  /** The origin whose pages alone may read answers, or `*`; by default any that has the token, as with Jupyter Server. */
  readonly allowOrigin?: string;
  /** Kernels at a time; any number where absent. */
  readonly maxKernels?: number;
  /** Milliseconds after which a kernel that nobody uses is shut down; never, where absent. */
  readonly cullIdle?: number;
  /** Hears of errors that are no client's fault; the client is told nothing of them. Default: they are thrown. */
  readonly onError?: (error: unknown) => void;
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
  const { provider, token = randomBytes(24).toString("hex"), host = "127.0.0.1", port = 0, allowHosts = [] } = options;
  const kernels = new RunningKernels({ provider, limit: options.maxKernels ?? Infinity });
  const sessions = new Sessions(kernels);
  const served: Served = { provider, kernels, sessions, rules: options, requests: new RequestCounts() };
  const access: Access = { token, allowHosts: allowHosts.map((name) => name.toLowerCase()) };
  const context = { served, access, allowOrigin: options.allowOrigin, onError: options.onError ?? rethrow };
  const server = createServer((request, response) => void handleRequest(request, response, context));
  const channels = acceptChannels(server, context);
  const url = await listen(server, { host, port });
  const culler = options.cullIdle === undefined ? undefined : cullKernels(kernels, options.cullIdle);
  return {
    url,
    token,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      culler?.[Symbol.dispose]();
      await kernels.shutdownAll();
      channels.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** As an error of ours, not as a rejection that a client could be blamed for. */
function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
