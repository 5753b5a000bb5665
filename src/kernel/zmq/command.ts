import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KernelArguments } from "./kernel-lookup.ts";

/** How a kernel is spawned. */
export interface KernelCommand {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Fills in a kernelspec's argv and env, as jupyter_client does.
 * https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
 */
export function kernelCommand(
  spec: KernelArguments,
  connectionFile: string,
  env: Readonly<Record<string, string>>,
): KernelCommand {
  const prefix = prefixOf(spec);
  const places: Readonly<Record<string, string | undefined>> = {
    connection_file: connectionFile,
    resource_dir: spec.resourceDir,
    prefix,
  };
  const [program = "", ...rest] = spec.argv.map((arg) =>
    arg.replace(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole),
  );
  const added = Object.entries(spec.env).map(([name, value]) => [name, substitute(value, env)]);
  return {
    argv: [ownPython(program, prefix) ?? program, ...rest],
    env: { ...env, ...Object.fromEntries(added) },
  };
}

/** The prefix of the environment that a kernelspec is installed in: `<prefix>/share/jupyter/kernels/<name>`. */
function prefixOf({ resourceDir }: KernelArguments): string | undefined {
  if (resourceDir === undefined) return undefined;
  const share = dirname(dirname(dirname(resourceDir)));
  return share.endsWith("/share") ? dirname(share) : undefined;
}

/** `python` in a kernelspec means the Python of the environment that the kernelspec lies in. */
function ownPython(program: string, prefix: string | undefined): string | undefined {
  if (prefix === undefined || !/^python(3(\.\d+)?)?$/.test(program)) return undefined;
  return [program, "python3", "python"].map((name) => join(prefix, "bin", name)).find((path) => existsSync(path));
}

/** As Python's `string.Template.safe_substitute`: `$NAME`, `${NAME}`, `$$`; an unknown name stays. */
function substitute(value: string, env: Readonly<Record<string, string>>): string {
  return value.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (whole, dollar?: string, bare?: string, braced?: string) =>
    dollar ? "$" : (env[bare ?? braced ?? ""] ?? whole),
  );
}
