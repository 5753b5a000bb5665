import type { ServerConnection } from "@jupyterlab/services";

import { compact } from "../basics/compact.ts";
import type { InfrastructureCode } from "../model/codes.ts";
import type { ServerAddress } from "../model/server-address.ts";

/** A server as `@jupyterlab/services` knows it. */
export interface ServerSettings extends ServerConnection.ISettings {
  readonly foreign: boolean;
  /** Aborted when nobody waits any more: what failed is not tried again then. */
  readonly stop?: AbortSignal;
}

/** The infrastructure failed: never the lesson's fault. The verdict is `error`. */
export class InfrastructureError extends Error {
  override readonly name = "InfrastructureError";
  readonly code: InfrastructureCode;

  constructor(code: InfrastructureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Settings for `@jupyterlab/services`, which is loaded only now. */
export async function connectServer(
  { url, token, foreign = false }: ServerAddress,
  stop?: AbortSignal,
): Promise<ServerSettings> {
  const [{ ServerConnection }, { serverFetch }] = await Promise.all([
    import("./services.ts"),
    import("./server-fetch.ts"),
  ]);
  const settings = ServerConnection.makeSettings({
    baseUrl: url,
    wsUrl: url.replace(/^http/, "ws"),
    token,
    // A redirected POST would become a GET, and a redirected GET could take the token elsewhere.
    init: { redirect: "manual" },
    fetch: serverFetch({ url, token, ...compact({ stop }) }),
    // In the header alone: what is in a URL ends up in logs, and JupyterHub refuses it there.
    appendToken: false,
  });
  return { ...settings, foreign, ...compact({ stop }) };
}
