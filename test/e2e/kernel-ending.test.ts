import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

import { createZmqKernels } from "../../src/kernel/zmq/zmq-kernels.ts";
import { observeRequests } from "./observe-request.ts";
import { pythonEnvironment } from "./python-environment.ts";

/** What Python does when it ends, each seen by a file that it leaves. */
const CELLS = `
import atexit, concurrent.futures, tempfile, threading, time, weakref

unclosed = open("unclosed.txt", "w")
_ = unclosed.write("what was written")

def leave(name, text="called"):
    with open(name, "w") as file:
        file.write(text)

_ = atexit.register(leave, "atexit.txt")

class Noted:
    def __del__(self):
        with open("del.txt", "w") as file:
            file.write("called")

noted = Noted()
class Target: pass
target = Target()
_ = weakref.finalize(target, leave, "finalize.txt")
folder = tempfile.TemporaryDirectory(dir=".", prefix="gone-")
pool = concurrent.futures.ThreadPoolExecutor()
_ = pool.submit(lambda: (time.sleep(0.3), leave("pool.txt")))
threading.Thread(target=lambda: (time.sleep(0.3), leave("thread.txt"))).start()
`;

async function filesAfterShutdown({ fork }: { readonly fork: boolean }): Promise<Readonly<Record<string, string>>> {
  const cwd = await mkdtemp(join(tmpdir(), "nbproof-ending-"));
  try {
    await using provider = createZmqKernels({ env: {}, cwd, fork });
    const kernel = await provider.start(await pythonEnvironment(), { cwd, env: { PATH: "/usr/bin:/bin", HOME: cwd } });
    await observeRequests(kernel, [{ content: { code: CELLS } }]);
    await kernel.shutdown();
    const names = (await readdir(cwd)).filter((name) => !name.startsWith(".")).toSorted();
    return Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await readFile(join(cwd, name), "utf8")])),
    );
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

it("a forked kernel that is asked to end does all that Python does at its end", async () => {
  const files = {
    "atexit.txt": "called",
    "del.txt": "called",
    "finalize.txt": "called",
    "pool.txt": "called",
    "thread.txt": "called",
    "unclosed.txt": "what was written",
  };
  expect(await filesAfterShutdown({ fork: false })).toEqual(files);
  expect(await filesAfterShutdown({ fork: true })).toEqual(files);
});
