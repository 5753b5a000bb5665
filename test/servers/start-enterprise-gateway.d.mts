import type { StartOptions, TestServer } from "./start-server.mjs";

export function startEnterpriseGateway(options?: StartOptions): Promise<TestServer>;
