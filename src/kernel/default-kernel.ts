import type { KernelProvider } from "./kernel.ts";

/** A kernel's name and, for the report's first line, why it is this one. */
export interface KernelChoice {
  readonly name: string;
  readonly why: string;
}

/** The kernel to use where nobody names one: the kernelspec `python3`, as in Jupyter; nothing where there is none. */
export async function chooseDefaultKernel(provider: KernelProvider): Promise<KernelChoice | undefined> {
  const spec = (await provider.kernelSpecs()).get("python3");
  if (spec === undefined) return undefined;
  return {
    name: spec.name,
    why: `the kernelspec python3 was found${spec.resourceDir ? ` in ${spec.resourceDir}` : ""}`,
  };
}
