import { startBridge } from "../bridge/bridge.ts";
import { createKernels } from "../kernel/kernels.ts";
import type { Arguments, Context } from "./command.ts";
import { renderFailure } from "./render-failure.ts";
import { readServeSettings } from "./serve-settings.ts";
import { renderServing } from "./render-serving.ts";

/** `nbproof serve`: kernels for other programs, until the user stops it; then all kernels are shut down. */
export async function serve(args: Arguments, context: Context): Promise<number> {
  const { cwd, env, out, err, signal } = context;
  const settings = readServeSettings(args, context);
  await using provider = createKernels({ env, cwd, fork: !args.switches.has("no-fork") });
  const tell = (error: unknown): void => err.write(renderFailure(error, err.style).text);
  const names = [...(await provider.kernelSpecs()).keys()];
  await using bridge = await startBridge({ ...settings.bridge, provider, cwd, onError: tell });
  out.write(
    renderServing({ url: bridge.url, names, newToken: settings.showToken ? bridge.token : undefined }, out.style),
  );
  await aborted(signal);
  return 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
