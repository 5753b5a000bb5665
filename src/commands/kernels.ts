import { homedir } from "node:os";

import { chooseDefaultKernel } from "../kernel/default-kernel.ts";
import { createKernels } from "../kernel/kernels.ts";
import { findBrokenKernelSpecs } from "../kernel/zmq/find-kernelspecs.ts";
import { jupyterPaths } from "../kernel/zmq/jupyter-paths.ts";
import type { Arguments, Context } from "./command.ts";
import { renderKernelSpecs } from "./kernel-list.ts";

/** `nbproof kernels`: what is found and where, what was searched where nothing is, and which one is used. */
export async function kernels(_args: Arguments, { cwd, env, out }: Context): Promise<number> {
  await using provider = createKernels({ env, cwd });
  const specs = [...(await provider.kernelSpecs()).values()];
  const choice = await chooseDefaultKernel(provider);
  const searchedPaths = jupyterPaths({ env, home: homedir(), platform: process.platform });
  const broken = await findBrokenKernelSpecs(searchedPaths);
  out.write(renderKernelSpecs(specs, { style: out.style, choice, searchedPaths, broken }));
  return specs.length > 0 ? 0 : 3;
}
