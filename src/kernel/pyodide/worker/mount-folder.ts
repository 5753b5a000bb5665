import type { Runtime } from "../../../embedded/load-runtime.ts";

/** Folders that Pyodide needs for itself, and no folder of this machine may hide. */
const taken = /^\/(?:|(?:dev|proc|lib|home|tmp)\/?|(?:dev|proc|lib)\/.*)$/;

/** Shows a folder of this machine to the kernel, under the same path where that can be; gives the path. */
export function mountFolder({ FS }: Runtime, folder: string): string {
  const path = folder.startsWith("/") && !taken.test(folder) ? folder : "/work";
  FS.mkdirTree(path);
  FS.mount(FS.filesystems.NODEFS, { root: folder }, path);
  return path;
}
