import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { KernelAPI } from "@jupyterlab/services";
import { WebSocket } from "ws";

/**
 * A client whose kernel prints without end, which reads nothing of it and asks all the time; when it is closed for that,
 * it comes back. Disposing it ends it and its kernel.
 */
export async function startFlood(name, server) {
  const { id } = await KernelAPI.startNew({ name }, server);
  const url = `${server.wsUrl}api/kernels/${id}/channels?token=${server.token}`;
  const state = { closed: 0, ended: false, socket: undefined };

  async function flood() {
    while (!state.ended) {
      const socket = new WebSocket(url);
      state.socket = socket;
      socket.on("error", () => undefined);
      socket.on("close", () => (state.closed += 1));
      await Promise.race([once(socket, "open"), once(socket, "close")]);
      socket.pause();
      ask(socket, "execute_request", { code: "while True: print('x' * 1000)", silent: false });
      const timer = setInterval(() => ask(socket, "kernel_info_request", {}), 5);
      if (socket.readyState !== WebSocket.CLOSED) await once(socket, "close");
      clearInterval(timer);
    }
  }

  const flooding = flood();
  return {
    get closed() {
      return state.closed;
    },
    async [Symbol.asyncDispose]() {
      state.ended = true;
      state.socket?.terminate();
      await flooding;
      await KernelAPI.shutdownKernel(id, server);
    },
  };
}

function ask(socket, type, content) {
  if (socket.readyState !== WebSocket.OPEN) return;
  const header = { msg_id: randomUUID(), msg_type: type, session: "flood", username: "", version: "5.3" };
  socket.send(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content }));
}
