import type { Kernel, KernelMessage, ServerConnection } from "@jupyterlab/services";

import type { InfrastructureCode } from "../lesson/codes.ts";
import { InfrastructureError } from "./server.ts";

/** What kernel a lesson wants. */
export interface KernelRequest {
  /** A kernelspec's name, or whatever else the server takes for one. */
  readonly name: string;
  /** Environment variables on top of the server's own. */
  readonly env: Readonly<Record<string, string>>;
  /** The working directory, absolute. */
  readonly cwd: string;
}

/** A started kernel: its id on the server and a connection that has heard from it. */
export interface StartedKernel {
  readonly model: Kernel.IModel;
  readonly connection: Kernel.IKernelConnection;
  readonly info: KernelMessage.IInfoReply;
}

const READY_TIMEOUT = 60_000;

/** Starts a kernel over `POST /api/kernels` and connects to it; throws `InfrastructureError`. */
export async function startKernel(
  settings: ServerConnection.ISettings,
  request: KernelRequest,
  signal?: AbortSignal,
): Promise<StartedKernel> {
  signal?.throwIfAborted();
  const model = await postKernel(settings, request);
  const { KernelConnection } = await import("@jupyterlab/services");
  const connection = new KernelConnection({ model, serverSettings: settings, handleComms: false });
  try {
    return { model, connection, info: await within(connection.info, READY_TIMEOUT, signal) };
  } catch (cause) {
    connection.dispose();
    await deleteKernel(settings, model.id);
    signal?.throwIfAborted();
    throw new InfrastructureError("kernel-start", `The kernel ${request.name} did not answer`, { cause });
  }
}

/** Ends a kernel on the server; a kernel or server that is gone already is as good. */
export async function deleteKernel(settings: ServerConnection.ISettings, id: string): Promise<void> {
  const { KernelAPI } = await import("@jupyterlab/services");
  await KernelAPI.shutdownKernel(id, settings).catch(() => undefined);
}

async function postKernel(settings: ServerConnection.ISettings, request: KernelRequest): Promise<Kernel.IModel> {
  const { ServerConnection, KernelAPI } = await import("@jupyterlab/services");
  try {
    const url = new URL("api/kernels", settings.baseUrl).href;
    const init = { method: "POST", body: JSON.stringify(request) };
    const response = await ServerConnection.makeRequest(url, init, settings);
    if (response.status !== 201) throw await ServerConnection.ResponseError.create(response);
    const model: unknown = await response.json();
    if (!KernelAPI || !isKernelModel(model)) throw new Error("The server answered without a kernel model");
    return model;
  } catch (cause) {
    const code = cause instanceof ServerConnection.NetworkError ? "server-lost" : "kernel-start";
    throw new InfrastructureError(code, startFailure(code, cause), { cause });
  }
}

function isKernelModel(value: unknown): value is Kernel.IModel {
  return typeof value === "object" && value !== null && "id" in value && "name" in value;
}

function startFailure(code: InfrastructureCode, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return code === "server-lost" ? `The server does not answer: ${reason}` : reason;
}

async function within<T>(promise: Promise<T>, milliseconds: number, signal?: AbortSignal): Promise<T> {
  const limit = AbortSignal.any([AbortSignal.timeout(milliseconds), ...(signal ? [signal] : [])]);
  return await Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      limit.addEventListener("abort", () =>
        reject(limit.reason instanceof Error ? limit.reason : new Error("Aborted")),
      );
    }),
  ]);
}
