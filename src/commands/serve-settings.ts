import type { BridgeOptions } from "../bridge/bridge.ts";
import type { Arguments, Context } from "./command.ts";
import { portNumber, valueOf } from "./parse-value.ts";
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
  return {
    bridge: {
      port: valueOf(args, "port", portNumber) ?? defaultPort,
      ...(host !== undefined && { host }),
      ...(token !== undefined && { token }),
      env: kernelsEnvironment(env),
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

/** Kernels are the user's own, as from Jupyter Server, but need no key to the server that they run behind. */
function kernelsEnvironment(env: Context["env"]): Readonly<Record<string, string>> {
  const entries = Object.entries(env).filter(([name]) => name !== "NBPROOF_TOKEN");
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
