import * as os from "node:os";

import { beforeEach, describe, expect, it, vi } from "vitest";

import type { TargetKernel } from "../../src/engine/run-input.ts";
import type { ServerAddress } from "../../src/model/server-address.ts";
import { chooseServerKernels } from "../../src/targets/choose-server-kernels.ts";
import type { FakeServer } from "../client/fake-server.ts";
import { lessonWith, openKernelServer } from "../engine/fake-run.ts";

// Another file of tests may have loaded the module with the real one.
vi.hoisted(() => vi.resetModules());
vi.mock("node:os", async (importOriginal) => ({ ...(await importOriginal<typeof os>()) }));

let server: FakeServer;
let address: ServerAddress;
beforeEach(async () => {
  server = await openKernelServer({ foreign: true });
  address = { url: server.url, token: "t", foreign: true };
});

async function choose(
  names: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly TargetKernel[]> {
  const lesson = { ...(await lessonWith(`  - code: x()\n`)).lesson, kernel: "bash" };
  return await chooseServerKernels({ names, lessons: [lesson] }, address, env);
}

function offer(kernelspecs: Readonly<Record<string, object>>, standard: string): void {
  server.rest = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ default: standard, kernelspecs }));
    return true;
  };
}

describe("chooseServerKernels()", () => {
  it("takes the server's default, and says why", async () => {
    const [kernel, ...others] = await choose();
    const chosen = `on ${server.url}, the default there; bash, which is named, is absent`;
    expect(kernel).toMatchObject({ name: "python3", displayName: "Python 3", chosen, server: address });
    expect(others).toEqual([]);
  });

  it("takes for a notebook what it names, unless kernels are named", async () => {
    offer({ python3: {}, Bash: { spec: { display_name: "Bash 5" } } }, "python3");
    expect((await choose()).map(({ name, displayName }) => [name, displayName])).toEqual([["Bash", "Bash 5"]]);
    expect((await choose(["python3"])).map(({ name, chosen }) => [name, chosen])).toEqual([
      ["python3", `on ${server.url}, asked for`],
    ]);
  });

  it("says which kernelspecs there are where one is not", async () => {
    const message = `${server.url} has no kernelspec spam; it has python3: name one of these`;
    await expect(choose(["spam"])).rejects.toMatchObject({ code: "kernel-start", message });
    offer({}, "python3");
    await expect(choose()).rejects.toThrow("has no kernelspec at all: install one there, such as ipykernel's");
  });

  it("hands gateways the user's name and KERNEL_ variables", async () => {
    const [kernel] = await choose([], { KERNEL_UID: "7", HOME: "/root" });
    expect(kernel?.env).toEqual({ KERNEL_USERNAME: os.userInfo().username, KERNEL_UID: "7" });
    expect((await choose([], { KERNEL_USERNAME: "ada" }))[0]?.env).toEqual({ KERNEL_USERNAME: "ada" });
  });

  it("takes the name from the environment where the system knows no such user", async () => {
    const asked = vi.spyOn(os, "userInfo").mockImplementation(() => {
      throw new Error("uv_os_get_passwd returned ENOENT");
    });
    const [known] = await choose([], { USER: "ada" });
    const [unknown] = await choose();
    asked.mockRestore();
    expect([known?.env, unknown?.env]).toEqual([{ KERNEL_USERNAME: "ada" }, {}]);
  });
});
