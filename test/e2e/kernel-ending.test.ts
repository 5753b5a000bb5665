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

/**
 * The thread that took the request to end flushes what was printed, and is about to wait for the publisher's thread at
 * the moment at which that is ended.
 */
const LATE_CONTROL = `
import atexit, sys, threading, time
publisher = get_ipython().kernel.iopub_thread

# The names of cells are gone when it needs them.
def schedule_late(work, publisher=publisher, schedule=publisher.schedule, threading=threading, sleep=time.sleep):
    if threading.current_thread().name != "Control" or getattr(work, "__name__", "") != "set":
        return schedule(work)
    pipe = publisher._event_pipe
    sleep(0.5)
    publisher._events.append(work)
    if not pipe.closed:
        pipe.send(b"")

publisher.schedule = schedule_late
_ = atexit.register(time.sleep, 0.2)

class Last:
    def flush(self, open=open):
        with open("flushed.txt", "w") as file:
            file.write("at last")

sys.__stdout__ = Last()
`;

interface Ending {
  readonly cells: string;
  readonly fork: boolean;
}

async function filesAfterShutdown({ cells, fork }: Ending): Promise<Readonly<Record<string, string>>> {
  const cwd = await mkdtemp(join(tmpdir(), "nbproof-ending-"));
  try {
    await using provider = createZmqKernels({ env: {}, cwd, fork });
    const kernel = await provider.start(await pythonEnvironment(), { cwd, env: { PATH: "/usr/bin:/bin", HOME: cwd } });
    await observeRequests(kernel, [{ content: { code: cells } }]);
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
  expect(await filesAfterShutdown({ cells: CELLS, fork: false })).toEqual(files);
  expect(await filesAfterShutdown({ cells: CELLS, fork: true })).toEqual(files);
});

it("a forked kernel whose control thread is late ends by itself, and need not be killed", async () => {
  expect(await filesAfterShutdown({ cells: LATE_CONTROL, fork: true })).toEqual({ "flushed.txt": "at last" });
});
