import { mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createConnection, endpoint } from "../../../src/kernel/zmq/connection.ts";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nbproof-test-"));
});

afterEach(() => rm(folder, { recursive: true }));

describe("createConnection()", () => {
  it("writes a file that its owner alone can read, and that says what it gives", async () => {
    const connection = await createConnection(folder, "python3", "ipc");
    expect((await stat(connection.file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(connection.file, "utf8"))).toEqual({
      transport: "ipc",
      ip: join(folder, "s"),
      key: connection.key,
      signature_scheme: "hmac-sha256",
      shell_port: 1,
      control_port: 2,
      iopub_port: 3,
      stdin_port: 4,
      hb_port: 5,
      kernel_name: "python3",
    });
    expect(endpoint(connection, "iopub")).toBe(`ipc://${folder}/s-3`);
  });

  it("never uses a key twice", async () => {
    const [one, two] = [join(folder, "1"), join(folder, "2")];
    await Promise.all([mkdir(one), mkdir(two)]);
    const keys = [await createConnection(one, "a", "ipc"), await createConnection(two, "a", "ipc")].map(
      ({ key }) => key,
    );
    expect(keys[0]).not.toBe(keys[1]);
  });

  it("falls back to tcp, on five different ports, where the folder's path is too long for a socket", async () => {
    const long = join(folder, "x".repeat(100));
    await mkdir(long);
    const connection = await createConnection(long, "python3", "ipc");
    expect(endpoint(connection, "shell")).toBe(`tcp://127.0.0.1:${connection.ports.shell}`);
    expect(new Set(Object.values(connection.ports)).size).toBe(5);
  });
});
