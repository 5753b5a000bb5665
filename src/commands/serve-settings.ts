import { compact } from "../basics/compact.ts";
import { isIP } from "node:net";
import type { BridgeOptions } from "../bridge/bridge.ts";
import { gatewayVariables, servedEnvironment } from "../targets/kernel-environment.ts";
import type { Arguments, Context } from "./command.ts";
import { count, duration, many, portNumber, valueOf } from "./parse-value.ts";
import { readServeToken } from "./serve-token.ts";
import { UsageError } from "./usage-error.ts";

/** What `nbproof serve` was asked to do. */
export interface ServeSettings {
  readonly bridge: Omit<BridgeOptions, "provider" | "cwd">;
  /** The token is made up, and is shown where the user alone can see it. */
  readonly showToken: boolean;
  /** What the user had better know. */
  readonly warnings: readonly string[];
}

/** Jupyter's own. */
const defaultPort = 8888;
/** Characters of a token that others than this machine's users can try out. */
const longToken = 16;

/** Reads the command line and the token; throws a `UsageError` for what cannot be meant. */
export async function readServeSettings(args: Arguments, { cwd, env, out }: Context): Promise<ServeSettings> {
  const { token, warnings } = await readServeToken(args.values.get("token-file"), { cwd, env });
  const showToken = token === undefined;
  if (showToken && !out.live) {
    throw new UsageError("Without a terminal to show a new token on, NBPROOF_TOKEN must hold the token", "serve");
  }
  const host = args.values.get("host");
  const beyond = host !== undefined && !isLoopback(host);
  if (beyond && token !== undefined && token.length < longToken) {
    throw new UsageError(
      `With --host ${host} others can try out tokens: this one must be ${longToken} or more characters long`,
      "serve",
    );
  }
  const maxKernels = valueOf(args, "max-kernels", count);
  const maxSockets = valueOf(args, "max-sockets", many);
  const cullIdle = valueOf(args, "cull-idle", duration);
  const allowOrigin = originOf(args.values.get("allow-origin"));
  return {
    bridge: {
      port: valueOf(args, "port", portNumber) ?? defaultPort,
      ...compact({ host, token, maxKernels, maxSockets, cullIdle, allowOrigin }),
      allowHosts: listOf(args, "allow-host").map(hostName),
      allowEnv: [gatewayVariables, ...listOf(args, "allow-env")],
      env: servedEnvironment(env),
      namesOnly: true,
    },
    showToken,
    warnings: beyond ? [...warnings, withoutTls] : warnings,
  };
}

const withoutTls =
  "It is served without TLS: whoever is on the way can read the token, and all else; put a proxy with TLS before it";

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);
}

function listOf({ values }: Arguments, name: string): readonly string[] {
  const names =
    values
      .get(name)
      ?.split(",")
      .map((item) => item.trim()) ?? [];
  if (names.includes("")) throw new UsageError(`--${name} has an empty name in its list`, "serve");
  return names;
}

/** As clients write it in Host, or it would never match. */
function hostName(text: string): string {
  const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  const isName = new RegExp(`^${label}(?:\\.${label})*$`, "i").test(text);
  const isAddress = isIP(/^\[(.*)\]$/.exec(text)?.[1] ?? "") === 6;
  if ((isName || isAddress) && text.length <= 253) return text;
  throw new UsageError(
    `--allow-host takes names such as lab.example.org, without a scheme, a port or a path, not "${text}"`,
    "serve",
  );
}

/** As browsers write it in Origin, or it would never match. */
function originOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "*") return text;
  const origin = URL.canParse(text) ? new URL(text).origin : undefined;
  if (origin === text) return text;
  const meant = origin === undefined || origin === "null" ? "" : `; did you mean ${origin}?`;
  throw new UsageError(
    `--allow-origin takes * or an origin such as https://lab.example.org, not "${text}"${meant}`,
    "serve",
  );
}
