import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../../src/kernel/pyodide/cache-folder.ts";

const home = join("/", "home", "ada");

describe("cacheFolder()", () => {
  it.each([
    { platform: "linux", env: {}, folder: join(home, ".cache", "nbproof") },
    { platform: "linux", env: { XDG_CACHE_HOME: "/caches" }, folder: join("/caches", "nbproof") },
    { platform: "linux", env: { XDG_CACHE_HOME: "" }, folder: join(home, ".cache", "nbproof") },
    { platform: "darwin", env: { XDG_CACHE_HOME: "/caches" }, folder: join(home, "Library", "Caches", "nbproof") },
    { platform: "win32", env: { LOCALAPPDATA: "/local" }, folder: join("/local", "nbproof", "Cache") },
    { platform: "win32", env: {}, folder: join(home, "AppData", "Local", "nbproof", "Cache") },
  ] as const)("is $folder on $platform with $env", ({ platform, env, folder }) => {
    expect(cacheFolder({ env, home, platform })).toBe(folder);
  });
});
