import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { keepTail } from "../kernel-process.ts";
import { settlesWithin } from "../settles-within.ts";

/** Where forked kernels' stdout and stderr arrive. */
export interface KernelStreams extends Disposable {
  /** Closes the streams of a kernel that has ended, and gives the last that it wrote to stderr. */
  finish(id: number): Promise<string>;
}

interface Streams {
  readonly sockets: Socket[];
  stderr: () => string;
}

/** Bytes at the beginning of each connection that name it: `7 stderr`, filled up with spaces. */
const nameLength = 16;

/** Listens on a Unix socket. */
export async function openKernelStreams(path: string): Promise<KernelStreams> {
  const kernels = new Map<number, Streams>();

  function accept(socket: Socket): void {
    socket.unref();
    // The end of a kernel may break the connection: of that we hear otherwise.
    socket.on("error", () => {});
    socket.on("readable", function read() {
      const name: Buffer | null = socket.read(nameLength);
      if (name === null) return;
      socket.off("readable", read);
      const [id, stream] = name.toString().trimEnd().split(" ");
      const kernel = streamsOf(Number(id));
      kernel.sockets.push(socket);
      if (stream === "stderr") kernel.stderr = keepTail(socket);
      // Drained and forgotten: a kernel that writes to its own file descriptor 1 must never block.
      else socket.resume();
    });
  }

  function streamsOf(id: number): Streams {
    const streams = kernels.get(id) ?? { sockets: [], stderr: () => "" };
    kernels.set(id, streams);
    return streams;
  }

  const server = createServer(accept);
  server.unref();
  server.listen(path);
  await once(server, "listening");
  return {
    async finish(id) {
      const { sockets, stderr } = streamsOf(id);
      const open = sockets.filter((socket) => !socket.closed);
      // A grandchild that left the group can hold them open for as long as it likes.
      await settlesWithin(Promise.all(open.map(async (socket) => await once(socket, "close"))), 200);
      for (const socket of sockets) socket.destroy();
      kernels.delete(id);
      return stderr();
    },
    [Symbol.dispose]() {
      server.close();
      for (const { sockets } of kernels.values()) for (const socket of sockets) socket.destroy();
    },
  };
}
