import type { Bridge } from "../bridge/bridge.ts";
import { chooseDefaultKernel } from "../kernel/default-kernel.ts";
import type { KernelProvider } from "../kernel/kernel.ts";
import type { TargetKernel } from "../engine/run-input.ts";

/** The kernels to run lessons in: those that were asked for, else the default; throws where one is not there. */
export async function chooseKernels(
  names: readonly string[],
  provider: KernelProvider,
  { url, token }: Bridge,
): Promise<readonly TargetKernel[]> {
  const choices = names.length > 0 ? names.map((name) => ({ name, why: "asked for" })) : [await byDefault(provider)];
  return Promise.all(
    choices.map(async ({ name, why }) => {
      const { displayName } = await provider.kernelSpec(name);
      return { name, displayName, chosen: why, server: { url, token } };
    }),
  );
}

/** Where there is no default, asking for it by name throws what helps. */
async function byDefault(provider: KernelProvider): Promise<{ readonly name: string; readonly why: string }> {
  return (await chooseDefaultKernel(provider)) ?? { name: "python3", why: "" };
}
