import type { BridgeOptions } from "../bridge/bridge.ts";
import { gatewayVariables, servedEnvironment } from "../targets/kernel-environment.ts";
import type { Arguments, Context } from "./command.ts";
import { count, duration, portNumber, valueOf } from "./parse-value.ts";
import { UsageError } from "./usage-error.ts";

/** What `nbproof serve` was asked to do. */
export interface ServeSettings {
  readonly bridge: Omit<BridgeOptions, "provider" | "cwd">;
  /** The token is made up, and is shown where the user alone can see it. */
  readonly showToken: boolean;
}

/** Jupyter's own. */
const defaultPort = 8888;

/** Reads the command line and the token; throws a `UsageError` for what cannot be meant. */
export function readServeSettings(args: Arguments, { env, out }: Context): ServeSettings {
  const token = tokenOf(env);
  const showToken = token === undefined;
  if (showToken && !out.live) {
    throw new UsageError("Without a terminal to show a new token on, NBPROOF_TOKEN must hold the token", "serve");
  }
  const host = args.values.get("host");
  const maxKernels = valueOf(args, "max-kernels", count);
  const cullIdle = valueOf(args, "cull-idle", duration);
  const allowOrigin = originOf(args.values.get("allow-origin"));
  return {
    bridge: {
      port: valueOf(args, "port", portNumber) ?? defaultPort,
      ...(host !== undefined && { host }),
      ...(token !== undefined && { token }),
      ...(maxKernels !== undefined && { maxKernels }),
      ...(cullIdle !== undefined && { cullIdle }),
      ...(allowOrigin !== undefined && { allowOrigin }),
      allowHosts: listOf(args, "allow-host"),
      allowEnv: [gatewayVariables, ...listOf(args, "allow-env")],
      env: servedEnvironment(env),
    },
    showToken,
  };
}

/** Never an argument: every user of a machine can list those. */
function tokenOf({ NBPROOF_TOKEN: token }: Context["env"]): string | undefined {
  if (token === undefined || token === "") return undefined;
  if (!/^[\x21-\x7e]{8,}$/.test(token)) {
    throw new UsageError("NBPROOF_TOKEN must be eight or more ASCII characters without spaces", "serve");
  }
  return token;
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
