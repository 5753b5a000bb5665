import { once } from "node:events";
import type { Server } from "node:http";

export interface ListenOptions {
  /** An address or name of this machine. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** A port that is taken, an address that is not this machine's, and the like. */
class ListenFailed extends Error {
  override readonly name = "ListenFailed";
}

/** Has a server listen, and gives its URL; throws `ListenFailed`. */
export async function listen(server: Server, { host, port }: ListenOptions): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new ListenFailed(`Nothing can listen at ${host}, port ${port}: ${reason(cause)}`, { cause });
  }
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const called = anyAddress[host] ?? host;
  return `http://${called.includes(":") ? `[${called}]` : called}:${bound}/`;
}

/** Those that mean all addresses of this machine, and one that it can be called by. */
const anyAddress: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

function reason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is taken; choose another, or 0 for any free one",
  EADDRNOTAVAIL: "the address is not one of this machine",
  EACCES: "the system does not let you; ports below 1024 are reserved",
  ENOTFOUND: "there is no such host",
};
