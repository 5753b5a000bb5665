import type { Route } from "../route.ts";
import { kernelRoutes } from "./kernels.ts";
import { kernelSpecRoutes } from "./kernelspecs.ts";
import { serverRoutes } from "./server.ts";
import { sessionRoutes } from "./sessions.ts";

/**
 * Jupyter Server's REST API, as far as it is about kernels.
 * https://jupyter-server.readthedocs.io/en/latest/developers/rest-api.html
 */
export const routes: readonly Route[] = [...serverRoutes, ...kernelSpecRoutes, ...kernelRoutes, ...sessionRoutes];
