import { startBridge } from "../bridge/bridge.ts";
import { createKernels } from "../kernel/kernels.ts";
import type { Arguments, Context } from "./command.ts";
import { renderFailure } from "./render-failure.ts";
import { readServeSettings } from "./serve-settings.ts";
import { callableUrl } from "./callable-url.ts";
import { untilAborted } from "./until-aborted.ts";
import { renderServing } from "./render-serving.ts";

/** `nbproof serve`: kernels for other programs, until the user stops it; then all kernels are shut down. */
export async function serve(args: Arguments, context: Context): Promise<number> {
  const { cwd, env, out, err, signal } = context;
  const settings = await readServeSettings(args, context);
  const warn = (text: string): void => err.write(`${err.style.warning("nbproof:")} ${text}\n`);
  await using provider = createKernels({ env, cwd, fork: !args.switches.has("no-fork") });
  const names = [...(await provider.kernelSpecs()).keys()];
  await using bridge = await startBridge({
    ...settings.bridge,
    provider,
    cwd,
    onError: (error) => err.write(renderFailure(error, err.style).text),
    onWrongToken: (from, more) => warn(`A wrong token from ${from}${more === 0 ? "" : `, and ${more} before it`}`),
  });
  const { url, token } = bridge;
  const serving = {
    url: callableUrl(url, settings.bridge.host),
    names,
    newToken: settings.showToken ? token : undefined,
  };
  out.write(renderServing(serving, out.style));
  for (const warning of settings.warnings) warn(warning);
  await untilAborted(signal);
  return 0;
}
