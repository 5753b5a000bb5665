import { homedir } from "node:os";

import { jupyterPaths } from "../kernel/zmq/jupyter-paths.ts";
import { createKernels } from "../kernel/kernels.ts";
import type { Arguments, Context } from "./command.ts";
import { renderKernelSpecs, renderNoKernelSpecs } from "./kernel-list.ts";

/** `nbproof kernels`: what is found and where, or where it was looked for. */
export async function kernels(_args: Arguments, { cwd, env, out }: Context): Promise<number> {
  await using provider = createKernels({ env, cwd });
  const specs = [...(await provider.kernelSpecs()).values()];
  if (specs.length > 0) {
    out.write(renderKernelSpecs(specs, out.style));
    return 0;
  }
  const paths = jupyterPaths({ env, home: homedir(), platform: process.platform });
  out.write(renderNoKernelSpecs(paths, out.style));
  return 3;
}
