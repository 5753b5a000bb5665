import type { ServerConnection } from "@jupyterlab/services";

import type { InfrastructureCode } from "../lesson/codes.ts";

/** Where a Jupyter server is: ours or any other. */
export interface ServerAddress {
  /** `http://127.0.0.1:8888/`, with the base path. */
  readonly url: string;
  readonly token: string;
}

/** A server as `@jupyterlab/services` knows it. */
export type ServerSettings = ServerConnection.ISettings;

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
export async function connectServer(address: ServerAddress): Promise<ServerSettings> {
  const { ServerConnection } = await import("@jupyterlab/services");
  return ServerConnection.makeSettings({
    baseUrl: address.url,
    wsUrl: address.url.replace(/^http/, "ws"),
    token: address.token,
    appendToken: true,
  });
}
