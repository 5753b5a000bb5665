import type { StartOptions, TestServer } from "./start-server.mjs";

export function startJupyterhub(options?: StartOptions): Promise<TestServer>;
