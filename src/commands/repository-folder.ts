import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

import type { Context } from "./command.ts";

/** The folder that nbproof runs in, as its repository names it: what services show files by. Empty for its root. */
export function repositoryFolder({ cwd, env }: Pick<Context, "cwd" | "env">): string {
  const root = env["GITHUB_WORKSPACE"] ?? rootAbove(cwd);
  const below = root === undefined ? "" : relative(root, cwd);
  return below.startsWith("..") ? "" : below.split(sep).join("/");
}

function rootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootAbove(above);
}
