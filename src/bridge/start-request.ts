import { dirname, relative, resolve, sep } from "node:path";
import { isFolder } from "../kernel/is-folder.ts";
import type { StartOptions } from "../kernel/kernel.ts";
import { type Fields, isSound, objectIn, textIn } from "./fields.ts";
import { HttpError } from "./http-error.ts";

/** What a client may say about the kernel that it starts. */
export interface StartRules {
  /** The base environment of kernels; a request's own variables add to it. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of variables that a request may set; one that ends in `*` stands for all that begin so. */
  readonly allowEnv: readonly string[];
  /** The working directory of a kernel whose request names none, and where the paths of sessions begin. */
  readonly cwd: string;
  /** Only kernelspecs can be named, and no path to an interpreter, which is executed to see what it is. */
  readonly namesOnly?: boolean;
}

/** Reads the `env` and `cwd` of a request for a kernel; throws for what cannot be, or is not allowed. */
export async function readStart(body: Fields, rules: StartRules): Promise<Pick<StartOptions, "cwd" | "env">> {
  const env = readEnv(body["env"], rules);
  return { env: { ...rules.env, ...env }, cwd: await readFolder(body, env, rules) };
}

/** The folder of a session's path, below ours; where there is none, the nearest above it, as with Jupyter Server. */
export async function folderOfPath(path: string, { cwd }: Pick<StartRules, "cwd">): Promise<string> {
  let folder = resolve(cwd, `.${sep}${path}`);
  while (isBelow(folder, cwd) && !(await isFolder(folder))) folder = dirname(folder);
  return isBelow(folder, cwd) ? folder : cwd;
}

function readEnv(given: unknown, { allowEnv }: StartRules): Record<string, string> {
  const entries = Object.entries(objectIn("env", given)).filter(([, value]) => value !== null);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (!allowEnv.some((allowed) => fits(name, allowed))) {
        const names = allowEnv.join(", ");
        throw new HttpError(403, `The variable ${name} may not be set here: allowed are ${names}`);
      }
      if (typeof value !== "string" || name === "" || name.includes("=") || !isSound(name) || !isSound(value)) {
        throw new HttpError(400, `The variable ${name} has no value that a process can be given`);
      }
      return [name, value];
    }),
  );
}

function fits(name: string, allowed: string): boolean {
  return allowed.endsWith("*") ? name.startsWith(allowed.slice(0, -1)) : name === allowed;
}

/** A gateway's client names its own folder in a variable, which may not exist here; `cwd` is meant for this machine. */
async function readFolder(
  fields: Fields,
  { KERNEL_WORKING_DIR: wished }: Readonly<Record<string, string>>,
  rules: StartRules,
): Promise<string> {
  const [cwd, path] = [textIn("cwd", fields["cwd"]), textIn("path", fields["path"])];
  if (cwd !== undefined) {
    const folder = resolve(rules.cwd, cwd);
    if (!(await isFolder(folder))) throw new HttpError(400, `There is no folder ${cwd}`);
    return folder;
  }
  if (path !== undefined) return await folderOfPath(path, rules);
  return wished !== undefined && (await isFolder(wished)) ? wished : rules.cwd;
}

function isBelow(folder: string, above: string): boolean {
  const way = relative(above, folder);
  return way !== ".." && !way.startsWith(`..${sep}`);
}
