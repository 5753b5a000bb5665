import type { StartOptions, TestServer } from "./start-server.mjs";

export function startJupyterLab(
  options?: StartOptions & {
    /** The folder whose notebooks it shows; by default the server's own. */
    readonly root?: string;
    /** Where its kernels run, if not in itself. */
    readonly gateway?: { readonly url: string; readonly token: string };
  },
): Promise<TestServer>;
