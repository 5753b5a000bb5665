import type { StartOptions, TestServer } from "./start-server.mjs";

export function startKernelGateway(options?: StartOptions): Promise<TestServer>;
