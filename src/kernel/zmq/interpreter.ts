import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { IpykernelMissing, KernelStartFailed } from "../errors.ts";
import { isFolder } from "../is-folder.ts";
import type { KernelSpec } from "../kernel.ts";

/** The interpreter that a path means: itself, or the Python of a virtual environment's folder. */
export async function findInterpreter(
  path: string,
  { folderOnly }: { readonly folderOnly: boolean },
): Promise<string | undefined> {
  if (!(await isFolder(path))) return !folderOnly && (await isExecutable(path)) ? path : undefined;
  for (const name of ["python", "python3"]) {
    const python = join(path, "bin", name);
    if (await isExecutable(python)) return python;
  }
  return undefined;
}

/** The `argv` of a kernelspec for a bare interpreter. */
export function interpreterCommand(interpreter: string): readonly string[] {
  return [interpreter, "-m", "ipykernel_launcher", "-f", "{connection_file}"];
}

/** A kernelspec for a bare interpreter; throws `IpykernelMissing` or `KernelStartFailed` where it cannot run one. */
export async function interpreterKernelSpec(name: string, interpreter: string): Promise<KernelSpec> {
  const facts = await probe(interpreter).catch((error: unknown) => {
    throw new KernelStartFailed(name, `${interpreter} is no Python that runs`, { cause: error });
  });
  if (!facts.ipykernel) throw new IpykernelMissing(interpreter, remedy(interpreter, facts));
  return {
    name,
    argv: interpreterCommand(interpreter),
    displayName: `${facts.implementation} ${facts.version} (${name})`,
    language: "python",
    interruptMode: "signal",
    env: {},
    metadata: {},
  };
}

interface Probe {
  readonly ipykernel: boolean;
  readonly pip: boolean;
  /** The system's packager forbids pip to install here (PEP 668). */
  readonly managed: boolean;
  readonly version: string;
  readonly implementation: string;
}

/** Finds the package without importing it, which would take ten times as long. */
const probeScript = `
import importlib.util as u, json, os, platform, sys, sysconfig
found = lambda name: u.find_spec(name) is not None
print(json.dumps({
    "ipykernel": found("ipykernel_launcher"), "pip": found("pip"),
    "managed": sys.prefix == sys.base_prefix
        and os.path.exists(os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")),
    "version": platform.python_version(), "implementation": platform.python_implementation(),
}))`;

async function probe(interpreter: string): Promise<Probe> {
  const { stdout } = await promisify(execFile)(interpreter, ["-c", probeScript], { timeout: 30_000 });
  return parseProbe(JSON.parse(stdout));
}

function parseProbe(json: unknown): Probe {
  const facts = new Map(Object.entries(json ?? {}));
  return {
    ipykernel: facts.get("ipykernel") === true,
    pip: facts.get("pip") === true,
    managed: facts.get("managed") === true,
    version: String(facts.get("version")),
    implementation: String(facts.get("implementation")),
  };
}

function remedy(interpreter: string, { pip, managed }: Probe): string {
  if (managed) return `${interpreter} -m venv .venv && .venv/bin/python -m pip install ipykernel`;
  if (!pip) return `uv pip install --python ${interpreter} ipykernel`;
  return `${interpreter} -m pip install ipykernel`;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
