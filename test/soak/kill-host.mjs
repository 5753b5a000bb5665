// Runs kernels, each with a pool at work in it, one after the other and two at a time, until it is killed.
import { EventEmitter, once } from "node:events";
import { tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import { createMessage } from "../../build/create-message.js";
import { createZmqKernels } from "../../build/zmq-kernels.js";

const [python, folder, ipython] = process.argv.slice(2);
const provider = createZmqKernels({ env: { XDG_RUNTIME_DIR: folder }, cwd: folder });
const code = `
import time
from multiprocessing import Pool
pool = Pool(2)
waiting = pool.map_async(time.sleep, [1000, 1000])
`;

await Promise.all([useKernels(), useKernels()]);

async function useKernels() {
  for (;;) {
    const env = { PATH: "/usr/bin:/bin", NBPROOF_SOAK: folder, IPYTHONDIR: ipython };
    const kernel = await provider.start(python, { cwd: tmpdir(), env });
    const replies = new EventEmitter();
    const replied = once(replies, "shell");
    const client = await kernel.connect({ onMessage: ({ channel }) => void replies.emit(channel) });
    await client.send(createMessage("shell", "execute_request", { session: "soak", content: { code, silent: false } }));
    await replied;
    process.stdout.write("pool\n");
    await setTimeout(Math.random() * 1000);
    await kernel.shutdown();
  }
}
