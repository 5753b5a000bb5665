import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

/** What a kernel and its clients must agree on, as the connection file says it. */
export interface Connection {
  readonly transport: Transport;
  readonly ip: string;
  readonly key: string;
  readonly ports: Readonly<Record<Port, number>>;
  /** The connection file. */
  readonly file: string;
}

export type Transport = "ipc" | "tcp";
export type Port = "shell" | "control" | "iopub" | "stdin" | "hb";

/** Writes a connection file, readable by this user alone, into a folder of the kernel's own. */
export async function createConnection(folder: string, kernelName: string, transport: Transport): Promise<Connection> {
  const prefix = join(folder, "s");
  const ipc = transport === "ipc" && fitsSocketPath(`${prefix}-5`);
  const connection: Connection = {
    transport: ipc ? "ipc" : "tcp",
    ip: ipc ? prefix : "127.0.0.1",
    key: randomUUID(),
    ports: ipc ? { shell: 1, control: 2, iopub: 3, stdin: 4, hb: 5 } : await freePorts(),
    file: join(folder, "connection.json"),
  };
  await writeFile(connection.file, renderConnectionFile(connection, kernelName), { mode: 0o600, flag: "wx" });
  return connection;
}

/** The address of a channel as ZMQ takes it. */
export function endpoint({ transport, ip, ports }: Connection, port: Port): string {
  return transport === "ipc" ? `ipc://${ip}-${ports[port]}` : `tcp://${ip}:${ports[port]}`;
}

function renderConnectionFile({ transport, ip, key, ports }: Connection, kernelName: string): string {
  const file = {
    transport,
    ip,
    key,
    signature_scheme: "hmac-sha256",
    shell_port: ports.shell,
    control_port: ports.control,
    iopub_port: ports.iopub,
    stdin_port: ports.stdin,
    hb_port: ports.hb,
    kernel_name: kernelName,
  };
  return JSON.stringify(file, undefined, 2);
}

/** A socket's path has 104 bytes on macOS, its final NUL included, and 108 on Linux. Node cuts a longer one off. */
export function fitsSocketPath(path: string): boolean {
  return Buffer.byteLength(path) < 104;
}

/** All five are held open at once, so that they differ; the kernel binds them again a moment later. */
async function freePorts(): Promise<Record<Port, number>> {
  const servers = await Promise.all([listen(), listen(), listen(), listen(), listen()]);
  const [shell = 0, control = 0, iopub = 0, stdin = 0, hb = 0] = servers.map(portOf);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { shell, control, iopub, stdin, hb };
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port");
  return address.port;
}
