import type { Kernel } from "@jupyterlab/services";

import { compact } from "../basics/compact.ts";
import { isRecord } from "../basics/is-record.ts";
import type { Ending, KernelDeath } from "../model/observation.ts";

/** Asks the server why the kernel died; another server than ours may not know. */
export async function readDeath(connection: Kernel.IKernelConnection): Promise<Ending> {
  const { KernelAPI } = await import("./services.ts");
  const { id, serverSettings } = connection;
  try {
    const model: unknown = await KernelAPI.getKernelModel(id, serverSettings);
    return { kind: "died", death: deathOf(model) };
  } catch (cause) {
    return serverLost(cause);
  }
}

/** How a kernel that does not react is lost, where the server does not have it any more, or cannot be asked. */
export async function readAbsence(connection: Kernel.IKernelConnection): Promise<Ending | undefined> {
  const { KernelAPI } = await import("./services.ts");
  const { id, serverSettings } = connection;
  try {
    const model: unknown = await KernelAPI.getKernelModel(id, serverSettings);
    if (model !== undefined) return undefined;
    return { kind: "lost", reason: describeAbsence(serverSettings.baseUrl), code: "server-lost" };
  } catch (cause) {
    return serverLost(cause);
  }
}

function serverLost(cause: unknown): Ending {
  const reason = `The server was lost: ${cause instanceof Error ? cause.message : String(cause)}`;
  return { kind: "lost", reason, code: "server-lost" };
}

/** Of a kernel that its server does not know any more. */
export function describeAbsence(url: string): string {
  return `The kernel is not on ${url} any more: did the server end it for being idle too long, or did somebody?`;
}

/** Our bridge's addition to the kernel model: `nbproof: { exit, signal, stderrTail }`. */
function deathOf(model: unknown): KernelDeath {
  if (!isRecord(model) || !isRecord(model["nbproof"])) return {};
  const { exit, signal, stderrTail } = model["nbproof"];
  return compact({
    exitCode: typeof exit === "number" ? exit : undefined,
    signal: typeof signal === "string" ? signal : undefined,
    stderrTail: typeof stderrTail === "string" && stderrTail !== "" ? stderrTail : undefined,
  });
}
