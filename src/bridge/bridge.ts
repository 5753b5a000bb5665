import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { KernelProvider } from "../kernel/kernel.ts";
import { answerBadRequests } from "./bad-requests.ts";
import { acceptChannels } from "./channels.ts";
import type { Access } from "./check-access.ts";
import { cullKernels } from "./cull-kernels.ts";
import { handleRequest, type RequestContext } from "./handle-request.ts";
import { Ledger } from "./ledger.ts";
import { type LimitOptions, limitsFor } from "./limits.ts";
import { listen } from "./listen.ts";
import { RequestCounts } from "./request-counts.ts";
import type { Served } from "./route.ts";
import { RunningKernels } from "./running-kernels.ts";
import { Sessions } from "./sessions.ts";
import type { StartRules } from "./start-request.ts";
import { TcpConnections } from "./tcp-connections.ts";
import { WrongTokens } from "./wrong-tokens.ts";

export interface BridgeOptions extends StartRules, LimitOptions {
  readonly provider: KernelProvider;
  /** Made up where absent. */
  readonly token?: string;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Names under which the server may be called, besides its addresses and `localhost`. */
  readonly allowHosts?: readonly string[];
  /**
   * The origin whose pages alone may read answers and open WebSockets, or `*`; by default any that has the token, as
   * with Jupyter Server.
   */
  readonly allowOrigin?: string;
  /** Milliseconds after which a kernel that nobody uses is shut down; never, where absent. */
  readonly cullIdle?: number;
  /** Hears of errors that are no client's fault; the client is told nothing of them. Default: they are thrown. */
  readonly onError?: (error: unknown) => void;
  /** Hears where a wrong token came from, at most once a second, and how many others came before it. */
  readonly onWrongToken?: (from: string, more: number) => void;
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
  const { provider, token = randomBytes(24).toString("hex"), host = "127.0.0.1", port = 0 } = options;
  const { allowHosts = [], allowOrigin, onError = rethrow } = options;
  const limits = limitsFor(options);
  const ledgers = { outgoing: new Ledger(limits.outgoing), incoming: new Ledger(limits.incoming) };
  const kernels = new RunningKernels({ provider, limit: limits.kernels, ledgers, onError });
  const sessions = new Sessions(kernels, limits.sessions);
  const served: Served = {
    provider,
    kernels,
    sessions,
    rules: options,
    requests: new RequestCounts(),
    limits,
    ledgers,
  };
  const access: Access = { token, allowHosts: [...allowHosts, host].map((name) => name.toLowerCase()), allowOrigin };
  const wrongTokens = new WrongTokens(options.onWrongToken ?? (() => undefined));
  const server = createServer();
  const connections = new TcpConnections(server, limits.connections);
  const context: RequestContext = { served, access, wrongTokens, connections, onError };
  server.on("request", (request, response) => {
    handleRequest(request, response, context).catch(onError);
  });
  answerBadRequests(server);
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
