import type { Bridge, BridgeOptions } from "../bridge/bridge.ts";
import { gatewayVariables, servedEnvironment } from "../targets/kernel-environment.ts";

/** As the bridge's own, each with a default: that of `nbproof serve`, but any free port. */
export interface StartBridgeOptions extends Partial<BridgeOptions> {
  /** Kernels of this machine are forked where that is possible. Default: `true`. */
  readonly fork?: boolean;
}

/**
 * Serves kernels over Jupyter Server's REST and WebSocket API; resolves when it listens. Without a `provider` they are
 * those of this machine and the embedded ones, which end with the bridge. Disposing it ends all that it started.
 */
export async function startBridge({ fork = true, ...options }: StartBridgeOptions = {}): Promise<Bridge> {
  const [{ startBridge: start }, { createKernels }] = await Promise.all([
    import("../bridge/bridge.ts"),
    import("../kernel/kernels.ts"),
  ]);
  const { cwd = process.cwd(), env = servedEnvironment(process.env) } = options;
  const { allowEnv = [gatewayVariables], namesOnly = true } = options;
  const provider = options.provider ?? createKernels({ env: process.env, cwd, fork });
  const endOwn = async (): Promise<void> => {
    if (options.provider === undefined) await provider[Symbol.asyncDispose]();
  };
  try {
    const rules = { cwd, env, allowEnv, namesOnly };
    const { url, token, [Symbol.asyncDispose]: end } = await start({ ...options, ...rules, provider });
    return {
      url,
      token,
      async [Symbol.asyncDispose]() {
        try {
          await end();
        } finally {
          await endOwn();
        }
      },
    };
  } catch (cause) {
    await endOwn();
    throw cause;
  }
}
