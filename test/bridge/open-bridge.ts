import { once } from "node:events";
import { tmpdir } from "node:os";
import { WebSocket } from "ws";
import { startBridge, type Bridge, type BridgeOptions } from "../../src/bridge/bridge.ts";
import type { KernelSpec } from "../../src/kernel/kernel.ts";
import { fakeProvider, type FakeKernel, type FakeProvider } from "./fake-kernel.ts";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface TestBridge extends AsyncDisposable {
  readonly bridge: Bridge;
  readonly provider: FakeProvider;
  readonly kernels: readonly FakeKernel[];
  /** A request with the token; `body` goes as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A request as it is given. */
  fetch(path: string, init?: RequestInit): Promise<Answer>;
  /** Starts a kernel and opens a socket to it. */
  connect(protocol?: string): Promise<{ readonly kernel: FakeKernel; readonly socket: TestSocket }>;
  open(path: string, protocol?: string): TestSocket;
  /** Opens another socket to a kernel, of a session or of none. */
  join(kernel: FakeKernel, session?: string, protocol?: string): TestSocket;
}

export interface TestSocket {
  readonly socket: WebSocket;
  /** Resolves when it is open; rejects where it is refused. */
  readonly opened: Promise<unknown>;
  readonly frames: { readonly bytes: Buffer; readonly isBinary: boolean }[];
  /** Resolves when so many frames have come. */
  count(frames: number): Promise<void>;
  /** The code that it was closed with. */
  readonly closed: Promise<number>;
}

export const v1Protocol = "v1.kernel.websocket.jupyter.org";

/** A bridge over fake kernels. */
export async function openBridge(
  options: Partial<BridgeOptions> = {},
  specs: readonly KernelSpec[] = [pythonSpec],
): Promise<TestBridge> {
  const provider = fakeProvider(specs);
  const bridge = await startBridge({ provider, env: { BASE: "1" }, allowEnv: ["A"], cwd: tmpdir(), ...options });

  async function get(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(new URL(path, bridge.url), init);
    const text = await response.text();
    const isJson = response.headers.get("content-type") === "application/json";
    const body: unknown = isJson && text !== "" ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body };
  }

  function open(path: string, protocol?: string): TestSocket {
    return watchSocket(new WebSocket(new URL(path, bridge.url.replace("http", "ws")), protocol));
  }

  function join({ id }: FakeKernel, session = "", protocol?: string): TestSocket {
    return open(`/api/kernels/${id}/channels?session_id=${session}&token=${bridge.token}`, protocol);
  }

  function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: `token ${bridge.token}` };
    return get(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  }

  return {
    bridge,
    provider,
    kernels: provider.kernels,
    fetch: get,
    open,
    call,
    async connect(protocol) {
      await call("POST", "/api/kernels", {});
      const kernel = provider.kernels.at(-1);
      if (kernel === undefined) throw new Error("No kernel was started");
      const socket = join(kernel, "s", protocol);
      await socket.opened;
      return { kernel, socket };
    },
    join,
    [Symbol.asyncDispose]: () => bridge[Symbol.asyncDispose](),
  };
}

export const pythonSpec: KernelSpec = {
  name: "python3",
  argv: ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
  displayName: "Python 3",
  language: "python",
  interruptMode: "signal",
  env: {},
  metadata: { debugger: true },
};

function watchSocket(socket: WebSocket): TestSocket {
  const frames: { bytes: Buffer; isBinary: boolean }[] = [];
  socket.on("message", (bytes: Buffer, isBinary) => frames.push({ bytes, isBinary }));
  const closed = once(socket, "close").then(([code]) => Number(code));
  // One that is refused is never closed, and that nobody asks for.
  closed.catch(() => undefined);
  return {
    socket,
    opened: once(socket, "open"),
    frames,
    closed,
    async count(wanted) {
      while (frames.length < wanted) await once(socket, "message");
    },
  };
}
