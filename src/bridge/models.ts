import type { KernelExit, KernelSpec } from "../kernel/kernel.ts";
import type { RunningKernel } from "./running-kernels.ts";
import type { Session } from "./sessions.ts";

/** A kernel as `/api/kernels` gives it. */
export interface KernelModel {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly last_activity: string;
  readonly execution_state: string;
  readonly connections: number;
  /** How its process ended the last time that nobody asked it to; ours, Jupyter Server has no such thing. */
  readonly nbproof?: { readonly exit?: number; readonly signal?: string; readonly stderrTail?: string };
}

/** A kernelspec as `/api/kernelspecs` gives it. */
export interface KernelSpecModel {
  readonly name: string;
  readonly spec: {
    readonly argv: readonly string[];
    readonly display_name: string;
    readonly language: string;
    readonly interrupt_mode: string;
    readonly env: Readonly<Record<string, string>>;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly kernel_protocol_version: string;
  };
  /** Name → URL path of a file in the kernelspec's folder. */
  readonly resources: Readonly<Record<string, string>>;
}

export function kernelModel({ kernel, clients }: RunningKernel): KernelModel {
  return {
    id: kernel.id,
    name: kernel.name,
    last_activity: kernel.lastActivity.toISOString(),
    execution_state: kernel.state,
    connections: clients.count,
    ...(kernel.lastExit !== undefined && { nbproof: exitModel(kernel.lastExit) }),
  };
}

/** A session as `/api/sessions` gives it; that of a notebook also as it was before Jupyter 5. */
export function sessionModel({ id, path, name, type }: Session, running: RunningKernel): object {
  const model = { id, path, name, type, kernel: kernelModel(running) };
  return type === "notebook" ? { ...model, notebook: { path, name } } : model;
}

export function kernelSpecModel(spec: KernelSpec, files: readonly string[]): KernelSpecModel {
  return {
    name: spec.name,
    spec: {
      argv: spec.argv,
      display_name: spec.displayName,
      language: spec.language,
      interrupt_mode: spec.interruptMode,
      env: spec.env,
      metadata: spec.metadata,
      kernel_protocol_version: spec.protocolVersion ?? "",
    },
    resources: Object.fromEntries(files.flatMap((file) => resource(spec.name, file))),
  };
}

function exitModel({ exitCode, signal, stderrTail }: KernelExit): NonNullable<KernelModel["nbproof"]> {
  return {
    ...(exitCode !== undefined && { exit: exitCode }),
    ...(signal !== undefined && { signal }),
    ...(stderrTail !== undefined && { stderrTail }),
  };
}

function resource(name: string, file: string): [string, string][] {
  const key = /^(?:(logo-.+)\.\w+|(kernel\.(?:js|css)))$/.exec(file);
  return key === null ? [] : [[key[1] ?? key[2] ?? file, `/kernelspecs/${encodeURIComponent(name)}/${file}`]];
}
