import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { ServerConnection } from "@jupyterlab/services";
import { type WebSocket, WebSocketServer } from "ws";

import { connectServer, type ServerSettings } from "../../src/client/server.ts";
import type { KernelRequest } from "../../src/client/start-kernel.ts";

type Content = Readonly<Record<string, unknown>>;

/** A request of the client, and how to answer it. */
export interface FakeCell {
  readonly code: string;
  readonly silent: boolean;
  /** The request's. */
  readonly header: Request["header"];
  /** Publishes a message whose parent this cell is, or another. */
  publish(type: string, content: unknown, parent?: object): void;
  /** Prints on stdout. */
  print(text: string): void;
  /** Sends the reply and becomes idle. */
  end(reply?: Content): void;
  reply(content?: unknown): void;
  idle(): void;
  /** Asks for input, and gives the answer. */
  ask(prompt: string): Promise<string>;
  /** Sends a frame as it is. */
  send(frame: string | Uint8Array): void;
  /** Cuts the connection. */
  cut(): void;
}

export type Script = (cell: FakeCell) => void | Promise<void>;

/** A Jupyter server with kernels that do what a test tells them. */
export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly settings: ServerSettings;
  /** `POST /api/kernels` and so on, in order. */
  readonly requests: string[];
  /** What each `POST /api/kernels` asked for, in order. */
  readonly starts: KernelRequest[];
  /** The code of each cell, in order. */
  readonly executed: string[];
  /** The cell that was executed last. */
  last: FakeCell | undefined;
  /** What a cell with this code does. */
  readonly cells: Record<string, Script>;
  /** What any other does: it prints nothing and ends, unless told otherwise. */
  otherwise: Script;
  /** The content of a kernel_info_reply; no reply where it is undefined. */
  info: Content | undefined;
  /** Answers a request otherwise than a server does: true where it did. */
  rest: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** It does not begin to execute any cell. */
  isDeaf: boolean;
  /** The status that a socket is refused with; 0 where it is let in. */
  verify: () => number;
  readonly sockets: ReadonlySet<WebSocket>;
  /** What happens when a kernel is interrupted. */
  interrupted: () => void;
  /** Called when a client's socket opens after another: gives a cell that speaks to the new one. */
  resumed: (again: (cell: FakeCell) => FakeCell) => void;
}

const v1 = "v1.kernel.websocket.jupyter.org";

export const pythonInfo: Content = {
  status: "ok",
  protocol_version: "5.3",
  implementation: "ipython",
  implementation_version: "9",
  language_info: { name: "python", version: "3.13.1" },
  banner: "",
  help_links: [],
};

/** Opens it on a free port; `foreign` as somebody else's. */
export async function openServer({ foreign = false }: { readonly foreign?: boolean } = {}): Promise<FakeServer> {
  const { serializer } = ServerConnection.makeSettings();
  const models = new Map<string, object>();
  const requests: string[] = [];
  const starts: KernelRequest[] = [];
  const http = createServer((request, response) => {
    const path = new URL(request.url ?? "", "http://localhost").pathname;
    requests.push(`${request.method} ${path}`);
    if (request.method === "POST" && path === "/api/kernels") {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => starts.push(JSON.parse(body)));
    }
    if (!server.rest(request, response)) answer(request.method ?? "", path, response);
  });
  const sockets = new WebSocketServer({
    server: http,
    verifyClient: (_, decide) => {
      const status = server.verify();
      decide(status === 0, status);
    },
  });
  sockets.on("connection", (socket) => serve(socket));

  function answer(method: string, path: string, response: ServerResponse): void {
    const id = path.split("/")[3] ?? "";
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (method === "POST" && path === "/api/kernels") {
      const model = { id: randomUUID(), name: "python3" };
      models.set(model.id, model);
      json(201, model);
    } else if (method === "POST" && path.endsWith("/interrupt")) {
      server.interrupted();
      response.writeHead(204).end();
    } else if (method === "DELETE") {
      models.delete(id);
      response.writeHead(204).end();
    } else if (path === "/api/kernelspecs") {
      json(200, { default: "python3", kernelspecs: { python3: { spec: { display_name: "Python 3" } } } });
    } else {
      json(models.has(id) ? 200 : 404, models.get(id) ?? {});
    }
  }

  function serve(socket: WebSocket): void {
    const asked = new Map<string, (value: string) => void>();
    const send = (channel: string, type: string, content: unknown, parent: object): string => {
      const header = {
        msg_id: randomUUID(),
        msg_type: type,
        session: "kernel",
        username: "",
        version: "5.3",
        date: "",
      };
      const message = { channel, header, parent_header: parent, metadata: {}, content, buffers: [] };
      // A test sends what no type allows.
      socket.send(serializer.serialize(message as never, v1) as ArrayBuffer);
      return header.msg_id;
    };
    const cellOf = (header: Request["header"], { code = "", silent = false }: Request["content"]): FakeCell => {
      const cell: FakeCell = {
        code,
        silent,
        header,
        publish: (type, what, parent = header) => void send("iopub", type, what, parent),
        print: (text) => cell.publish("stream", { name: "stdout", text }),
        reply: (reply = {}) => void send("shell", "execute_reply", reply, header),
        idle: () => cell.publish("status", { execution_state: "idle" }),
        end: (reply = {}) => {
          cell.reply({ status: "ok", execution_count: 1, ...reply });
          cell.idle();
        },
        ask: (prompt) =>
          new Promise((resolve) => {
            asked.set(send("stdin", "input_request", { prompt, password: false }, header), resolve);
          }),
        send: (raw) => socket.send(raw),
        cut: () => socket.terminate(),
      };
      return cell;
    };
    socket.on("message", (bytes: Buffer) => {
      const frame = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
      const { header, parent_header: parent, content } = serializer.deserialize(frame, v1) as unknown as Request;
      if (header.msg_type === "input_reply") asked.get(parent.msg_id ?? "")?.(content.value ?? "");
      if (header.msg_type === "kernel_info_request" && server.info !== undefined) {
        send("iopub", "status", { execution_state: "busy" }, header);
        send("shell", "kernel_info_reply", server.info, header);
        send("iopub", "status", { execution_state: "idle" }, header);
      }
      if (header.msg_type !== "execute_request" || server.isDeaf) return;
      const cell = cellOf(header, content);
      server.executed.push(cell.code);
      server.last = cell;
      cell.publish("status", { execution_state: "busy" });
      void (server.cells[cell.code] ?? server.otherwise)(cell);
    });
    server.resumed((cell) => cellOf(cell.header, cell));
  }

  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("No port");
  const url = `http://127.0.0.1:${address.port}/`;
  const server: FakeServer = {
    url,
    settings: await connectServer({ url, token: "t", foreign }),
    requests,
    starts,
    executed: [],
    last: undefined,
    cells: {},
    otherwise: (cell) => cell.end(),
    info: pythonInfo,
    rest: () => false,
    isDeaf: false,
    verify: () => 0,
    sockets: sockets.clients,
    interrupted: () => undefined,
    resumed: () => undefined,
    [Symbol.asyncDispose]: async () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
  return server;
}

interface Request {
  readonly header: { readonly msg_id: string; readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: { readonly code?: string; readonly silent?: boolean; readonly value?: string };
}
