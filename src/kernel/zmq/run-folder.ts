import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { lstat, mkdir } from "node:fs/promises";
import { Socket } from "node:net";
import { join } from "node:path";

import { NoRunFolder } from "../errors.ts";

/** A private folder for connection files and sockets, and the watchdog that sees to it that nothing outlives us. */
export interface RunFolder extends AsyncDisposable {
  readonly path: string;
  /** Makes a folder for one kernel process. */
  kernelFolder(): Promise<string>;
}

/** Makes a run folder with its watchdog, in the first of the parents that lets it; throws `NoRunFolder`. */
export async function openRunFolder(parents: readonly string[], searchPath = ""): Promise<RunFolder> {
  for (const parent of parents) {
    const folder = await watchedFolder(join(parent, `nbproof-${randomBytes(4).toString("hex")}`), searchPath);
    if (folder !== undefined) return folder;
  }
  throw new NoRunFolder(parents);
}

/**
 * The watchdog is a shell that reads a pipe whose other end only this process holds. When the pipe closes, however this
 * process ended, it kills the process groups whose ids lie in the folder (`spawn-kernel.ts` puts them there) and
 * removes it. It makes the folder itself, so that there is no moment at which a folder has no watchdog.
 */
async function watchedFolder(path: string, searchPath: string): Promise<RunFolder | undefined> {
  const watchdog = spawn("/bin/sh", ["-c", watchdogScript, "nbproof-watchdog", path], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: `/usr/bin:/bin:${searchPath}` },
  });
  const ended = once(watchdog, "exit");
  await Promise.race([once(watchdog.stdout, "data"), ended]);
  if (watchdog.exitCode !== null) return undefined;
  letGo(watchdog);
  // Somebody may have ended it.
  watchdog.stdin.on("error", () => undefined);
  let count = 0;
  return {
    path,
    async kernelFolder() {
      const folder = join(path, String((count += 1)));
      await mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
        if (!isError(error, "ENOENT")) throw error;
        await makeAgain(path);
        await mkdir(folder, { mode: 0o700 });
      });
      return folder;
    },
    async [Symbol.asyncDispose]() {
      watchdog.ref();
      watchdog.stdin.end("done\n");
      await ended;
    },
  };
}

/** Something that tidies up temporary files has removed it; the watchdog knows it by its name. */
async function makeAgain(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Another kernel's start was faster, unless it is somebody else's.
    const found = isError(error, "EEXIST") ? await lstat(path) : undefined;
    if (found?.isDirectory() !== true || found.uid !== process.getuid?.()) throw error;
  }
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/**
 * The folder is renamed first: a kernel that is being spawned at this moment cannot write its id any more and gives
 * up, and each id written before is seen. Where nbproof was killed, a kernel that is starting may make its profile's
 * folders again, before the watchdog of the other folder has ended it: a second later there is none any more.
 */
const watchdogScript = `
trap '' HUP INT TERM
umask 077
mkdir "$1" || exit 1
echo ready
announced=
while read -r line; do announced=$line; done
mv "$1" "$1.ended" || exit 0
for file in "$1.ended"/*/*.pid; do
  name=\${file##*/}
  kill -s KILL -- "-\${name%.pid}" 2>/dev/null
done
for _ in 1 2 3 4 5 6 7 8 9 10; do
  rm -rf "$1.ended" && break
  sleep 0.1
done
[ -n "$announced" ] && exit
sleep 1
rm -rf "$1"
`;

/** An idle watchdog must not keep Node from ending. */
function letGo(watchdog: ChildProcess): void {
  watchdog.unref();
  for (const stream of [watchdog.stdin, watchdog.stdout]) if (stream instanceof Socket) stream.unref();
}
