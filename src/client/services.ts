/** All that is used of `@jupyterlab/services`; `scripts/lean-services.mjs` leaves the rest out of what ships. */
export { KernelAPI, KernelConnection, ServerConnection } from "@jupyterlab/services";
