import type { KernelProvider } from "./kernel.ts";

/** A kernel's name and, for the report's first line, why it is this one. */
export interface KernelChoice {
  readonly name: string;
  readonly why: string;
}

/**
 * The kernel to use where nobody names one: the kernelspec `python3`, as in Jupyter, else the embedded kernel; nothing
 * where there is neither.
 */
export async function chooseDefaultKernel(provider: KernelProvider): Promise<KernelChoice | undefined> {
  const specs = await provider.kernelSpecs();
  const spec = specs.get("python3");
  if (spec !== undefined) {
    const folder = spec.resourceDir === undefined ? "" : ` in ${spec.resourceDir}`;
    return { name: spec.name, why: `the kernelspec python3 was found${folder}` };
  }
  const embedded = specs.get("pyodide");
  return embedded && { name: embedded.name, why: "no kernelspec python3 was found, so the embedded kernel" };
}
