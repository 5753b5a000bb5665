import { chooseDefaultKernel } from "../../kernel/default-kernel.ts";
import { KernelNotFound } from "../../kernel/errors.ts";
import type { KernelProvider, KernelSpec } from "../../kernel/kernel.ts";
import type { Served } from "../route.ts";

/** The kernel that a request means, the default where it names none; throws `KernelNotFound`. */
export async function kernelNameIn(given: string | undefined, { provider, rules }: Served): Promise<string> {
  if (given === undefined) return await defaultKernelName(provider);
  if (rules.namesOnly === true) await listedSpec(given, provider);
  return given;
}

/** The kernel of a request that names none. */
export async function defaultKernelName(provider: KernelProvider): Promise<string> {
  const [first] = (await provider.kernelSpecs()).keys();
  return (await chooseDefaultKernel(provider))?.name ?? first ?? "python3";
}

/** A kernelspec that is found under a name. Unlike that of a path, nothing is executed for it; throws `KernelNotFound`. */
export async function listedSpec(name: string, provider: KernelProvider): Promise<KernelSpec> {
  const specs = await provider.kernelSpecs();
  const spec = specs.get(name) ?? specs.get(name.toLowerCase());
  if (spec === undefined) throw new KernelNotFound(name, [...specs.keys()], [], { namesOnly: true });
  return spec;
}
