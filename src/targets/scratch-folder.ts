import { tmpdir } from "node:os";

import { openRunFolder } from "../kernel/zmq/run-folder.ts";

/** A folder for the lessons' working directories; disposing it removes it, and so does the end of this process. */
export interface ScratchFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes it with a watchdog of its own, so that even SIGKILL leaves nothing behind; on Windows there is none yet. */
export async function openScratchFolder(searchPath: string | undefined): Promise<ScratchFolder> {
  if (process.platform === "win32")
    return { path: tmpdir(), [Symbol.asyncDispose]: async () => await Promise.resolve() };
  return await openRunFolder([tmpdir()], searchPath);
}
