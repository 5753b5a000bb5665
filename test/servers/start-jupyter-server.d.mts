import type { StartOptions, TestServer } from "./start-server.mjs";

export function startJupyterServer(options?: StartOptions & { readonly basePath?: string }): Promise<TestServer>;
