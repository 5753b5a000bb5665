import { join } from "node:path";

export interface CacheFolderOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** Where a program of this user keeps what it can make again. https://github.com/sindresorhus/env-paths */
export function cacheFolder({ env, home, platform }: CacheFolderOptions): string {
  if (platform === "darwin") return join(home, "Library", "Caches", "nbproof");
  if (platform === "win32") return join(env["LOCALAPPDATA"] || join(home, "AppData", "Local"), "nbproof", "Cache");
  return join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "nbproof");
}
