import { setMaxListeners } from "node:events";

import type { Kernel, KernelMessage } from "@jupyterlab/services";

import { ConnectionHealth } from "./connection-health.ts";
import { pause } from "./pause.ts";
import { describeStartRefusal, isLimit } from "./refusal.ts";
import { InfrastructureError, type ServerSettings } from "./server.ts";
import { unsupportedReason } from "./unsupported-kernel.ts";
import { TimedOut, within } from "./within.ts";

/** What kernel a lesson wants. */
export interface KernelRequest {
  /** A kernelspec's name, or whatever else the server takes for one. */
  readonly name: string;
  /** Environment variables on top of the server's own. */
  readonly env: Readonly<Record<string, string>>;
  /** The working directory, absolute. */
  readonly cwd: string;
  /** The notebook in it, absolute, where it is the notebook's own folder. */
  readonly notebook?: string;
}

/** A started kernel: its id on the server and a connection that has heard from it. */
export interface StartedKernel {
  readonly model: Kernel.IModel;
  readonly connection: Kernel.IKernelConnection;
  readonly health: ConnectionHealth;
  readonly info: KernelMessage.IInfoReply;
  /** On somebody else's server, which may change what the kernel sends. */
  readonly foreign: boolean;
}

/** Milliseconds; a cluster may have to find a machine first. */
const START_TIMEOUT = 120_000;
const READY_TIMEOUT = 60_000;
/** How long to wait for others to end their kernels where the server allows so many and no more. */
const LIMIT_TIMEOUT = 120_000;
const LIMIT_PAUSE = 1_000;
const LONGEST_PAUSE = 10_000;
const DELETE_RETRIES = 3;
const DELETE_PAUSE = 300;

/** Starts a kernel over `POST /api/kernels` and connects to it; throws `InfrastructureError`. */
export async function startKernel(
  settings: ServerSettings,
  request: KernelRequest,
  signal?: AbortSignal,
): Promise<StartedKernel> {
  signal?.throwIfAborted();
  // Each of the kernels that run at a time listens, and each of their cells: there is no leak to warn of.
  if (signal) setMaxListeners(0, signal);
  const model = await postKernel(settings, request, signal);
  const health = new ConnectionHealth();
  const connection = await connect(settings, model, health);
  try {
    const info = await readInfo(request.name, { connection, health }, signal);
    const unsupported = unsupportedReason(info);
    if (unsupported !== undefined) {
      throw new InfrastructureError("kernel-start", `The kernel ${request.name} is of no use: ${unsupported}`);
    }
    return { model, connection, health, info, foreign: settings.foreign };
  } catch (cause) {
    connection.dispose();
    await deleteKernel(settings, model.id);
    throw cause;
  }
}

/** What the kernel says of itself; throws `InfrastructureError` where it does not. */
async function readInfo(
  name: string,
  { connection, health }: Pick<StartedKernel, "connection" | "health">,
  signal?: AbortSignal,
): Promise<KernelMessage.IInfoReply> {
  const noAnswer = (reason: string, cause?: unknown): InfrastructureError =>
    new InfrastructureError("kernel-start", `The kernel ${name} did not answer: ${reason}`, { cause });
  let forget: (() => void) | undefined;
  const lost = new Promise<never>((_, reject) => {
    const look = (): void => {
      if (health.lost !== undefined) reject(noAnswer(health.lost));
    };
    forget = health.onChange(look);
    look();
  });
  const info = connection.info.catch((cause: unknown) => {
    throw noAnswer("it answered with an error", cause);
  });
  try {
    return await within(Promise.race([info, lost]), READY_TIMEOUT, signal);
  } catch (cause) {
    throw cause instanceof TimedOut ? noAnswer(`it said nothing for ${READY_TIMEOUT / 1000} s`, cause) : cause;
  } finally {
    forget?.();
  }
}

/** Ends a kernel on the server; a kernel or server that is gone already is as good. */
export async function deleteKernel(settings: ServerSettings, id: string): Promise<void> {
  const { ServerConnection } = await import("./services.ts");
  const url = new URL(`api/kernels/${encodeURIComponent(id)}`, settings.baseUrl).href;
  for (let retry = 0; retry <= DELETE_RETRIES; retry++) {
    if (retry > 0) await pause(DELETE_PAUSE * 2 ** retry, settings.stop);
    const response = await ServerConnection.makeRequest(url, { method: "DELETE" }, settings).catch(() => undefined);
    if ((response !== undefined && response.status < 500) || settings.stop?.aborted === true) return;
  }
}

/** Each connection has a socket class of its own, since the client gives no other way to hear about its socket. */
async function connect(
  settings: ServerSettings,
  model: Kernel.IModel,
  health: ConnectionHealth,
): Promise<Kernel.IKernelConnection> {
  const [{ openConnection }, { kernelSocketClass }, { tolerantSerializer }] = await Promise.all([
    import("./open-connection.ts"),
    import("./kernel-socket.ts"),
    import("./tolerant-serializer.ts"),
  ]);
  const headers = settings.token === "" ? {} : { Authorization: `token ${settings.token}` };
  const serverSettings = {
    ...settings,
    WebSocket: kernelSocketClass({ headers, health }),
    serializer: tolerantSerializer(settings.serializer),
  };
  return await openConnection({ model, serverSettings, handleComms: false });
}

async function postKernel(
  settings: ServerSettings,
  request: KernelRequest,
  signal?: AbortSignal,
): Promise<Kernel.IModel> {
  const until = performance.now() + LIMIT_TIMEOUT;
  let wanted = request;
  for (let wait = LIMIT_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
    const response = await askToStart(settings, wanted, signal);
    const body: unknown = await response.json().catch(() => undefined);
    if (response.status === 201) {
      if (isKernelModel(body)) return body;
      throw new InfrastructureError("kernel-start", `${settings.baseUrl} answered without a kernel model`);
    }
    const refusal = { status: response.status, body };
    // Most servers ignore variables that a client may not set, some refuse them: they are set by code afterwards.
    if (settings.foreign && response.status === 403 && !isLimit(refusal) && wanted === request) {
      wanted = withoutEnvironment(request);
      continue;
    }
    if (!isLimit(refusal) || performance.now() > until) {
      throw new InfrastructureError("kernel-start", describeStartRefusal(refusal, request.name));
    }
    await pause(wait, signal);
    signal?.throwIfAborted();
  }
}

function withoutEnvironment(request: KernelRequest): KernelRequest {
  return {
    ...request,
    env: Object.fromEntries(Object.entries(request.env).filter(([name]) => name.startsWith("KERNEL_"))),
  };
}

/** A kernel that the server starts after we gave up waiting is ended as soon as we hear of it. */
async function askToStart(settings: ServerSettings, request: KernelRequest, signal?: AbortSignal): Promise<Response> {
  const { ServerConnection } = await import("./services.ts");
  const url = new URL("api/kernels", settings.baseUrl).href;
  const { name, env, cwd } = request;
  const body = JSON.stringify({ name, env, cwd });
  const asked = ServerConnection.makeRequest(url, { method: "POST", body }, settings);
  try {
    return await within(asked, START_TIMEOUT, signal);
  } catch (cause) {
    void asked.then(async (late) => await endLate(settings, late)).catch(() => undefined);
    if (cause instanceof ServerConnection.NetworkError) {
      throw new InfrastructureError("server-lost", cause.message, { cause });
    }
    if (!(cause instanceof TimedOut)) throw cause;
    const reason = `${settings.baseUrl} did not start the kernel ${request.name} within ${START_TIMEOUT / 1000} s`;
    throw new InfrastructureError("kernel-start", reason, { cause });
  }
}

async function endLate(settings: ServerSettings, response: Response): Promise<void> {
  const body: unknown = await response.json();
  if (isKernelModel(body)) await deleteKernel(settings, body.id);
}

function isKernelModel(value: unknown): value is Kernel.IModel {
  if (typeof value !== "object" || value === null || !("id" in value) || !("name" in value)) return false;
  return typeof value.id === "string" && typeof value.name === "string";
}
