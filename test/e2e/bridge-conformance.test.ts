import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { answerOf, sameRequests } from "./bridge-requests.ts";
import { driveKernel, driveKernelSpecs, driveSession } from "./drive-services.ts";
import { driveGateway } from "./drive-gateway.ts";
import { type SideBySide, startSideBySide } from "./side-by-side.ts";

let servers: SideBySide;

beforeAll(async () => {
  for (const method of ["debug", "warn", "error", "log"] as const) vi.spyOn(console, method).mockReturnValue();
  servers = await startSideBySide();
}, 300_000);

afterAll(async () => {
  await servers[Symbol.asyncDispose]();
  vi.restoreAllMocks();
});

describe("any client sees the same of the bridge and of jupyter_server", () => {
  it.each(sameRequests.map((request) => [request.slice(0, 2).join(" "), request] as const))(
    "for %s",
    async (_, request) => {
      const [ours, theirs] = [await answerOf(servers.bridge, request), await answerOf(servers.jupyterServer, request)];
      expect(ours).toEqual(theirs);
    },
  );

  it("without the token", async () => {
    for (const path of ["/api/kernels", "/api/sessions", "/api/me", "/api/status"]) {
      const [ours, theirs] = [
        await answerOf(servers.bridge, ["GET", path], "wrong"),
        await answerOf(servers.jupyterServer, ["GET", path], "wrong"),
      ];
      expect(ours).toEqual(theirs);
      expect(ours.status).toBe(403);
    }
  });
});

describe("@jupyterlab/services sees the same of the bridge and of jupyter_server", () => {
  it.each([
    ["KernelSpecManager", driveKernelSpecs],
    ["KernelManager", driveKernel],
    ["SessionManager", driveSession],
  ])("through a %s", async (_, drive) => {
    const [ours, theirs] = await Promise.all([drive(servers.bridge), drive(servers.jupyterServer)]);
    expect(ours).toEqual(theirs);
  });
});

describe("jupyter_server's gateway client sees the same of the bridge and of another jupyter_server", () => {
  it("through its managers of kernelspecs and kernels, and its kernel client", async () => {
    const [ours, theirs] = await Promise.all([
      driveGateway(servers.python, servers.bridge),
      driveGateway(servers.python, servers.jupyterServer),
    ]);
    expect(ours).toEqual(theirs);
  });
});
