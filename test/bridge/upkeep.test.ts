import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cullKernels } from "../../src/bridge/cull-kernels.ts";
import { RunningKernels } from "../../src/bridge/running-kernels.ts";
import { Ledger } from "../../src/bridge/ledger.ts";
import { fakeProvider } from "./fake-kernel.ts";
import { openBridge, pythonSpec } from "./open-bridge.ts";

const ledgers = { outgoing: new Ledger(Infinity), incoming: new Ledger(Infinity) };
const onError = (error: unknown): never => {
  throw error;
};

async function startKernels(
  count: number,
): Promise<{ kernels: RunningKernels; provider: ReturnType<typeof fakeProvider> }> {
  const provider = fakeProvider([pythonSpec]);
  const kernels = new RunningKernels({ provider, limit: 10, ledgers, onError });
  for (let index = 0; index < count; index += 1) await kernels.start("python3", { cwd: "/", env: {} });
  return { kernels, provider };
}

describe("cullKernels()", () => {
  const minute = 60_000;

  beforeEach(() => {
    vi.useFakeTimers({ now: 0, toFake: ["Date", "setInterval", "clearInterval"] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("shuts down what is idle, unconnected and old, and what is dead", async () => {
    const { kernels, provider } = await startKernels(5);
    const [forgotten, busy, used, dead, connected] = provider.kernels;
    if (!forgotten || !busy || !used || !dead || !connected) throw new Error("A kernel was not started");
    busy.state = "busy";
    dead.state = "dead";
    Object.defineProperty(kernels.get(connected.id).clients, "count", { value: 1 });
    using _ = cullKernels(kernels, 30 * minute);
    vi.advanceTimersByTime(15 * minute);
    used.lastActivity = new Date();
    expect(forgotten.calls).toEqual([]);
    expect(dead.calls).toEqual(["shutdown"]);
    vi.advanceTimersByTime(16 * minute);
    expect(kernels.list().map(({ kernel }) => kernel)).toEqual([busy, used, connected]);
    expect(kernels.counts).toEqual({ started: 5, culled: 2 });
  });

  it("stops with the bridge", async () => {
    const { kernels } = await startKernels(1);
    cullKernels(kernels, minute)[Symbol.dispose]();
    vi.advanceTimersByTime(60 * minute);
    expect(kernels.list()).toHaveLength(1);
  });
});

describe("GET /metrics", () => {
  it("tells what the bridge does, in Prometheus' format", async () => {
    await using server = await openBridge({}, [{ ...pythonSpec, name: 'odd "name"\\' }]);
    await server.call("POST", "/api/kernels", { name: 'odd "name"\\' });
    await server.call("GET", "/api/kernels");
    await server.call("GET", "/api/nothing");
    const { headers, body } = await server.call("GET", "/metrics");
    expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const text = String(body).replace(/ [\d.e-]+$/gm, (value) => (/^ \d$/.test(value) ? value : " N"));
    expect(text).toMatchInlineSnapshot(`
      "# HELP kernel_currently_running_total Kernels that run, by kernelspec
      # TYPE kernel_currently_running_total gauge
      kernel_currently_running_total{type="odd \\"name\\"\\\\"} 1

      # HELP nbproof_websocket_connections Open WebSockets
      # TYPE nbproof_websocket_connections gauge
      nbproof_websocket_connections 0

      # HELP nbproof_waiting_bytes Bytes that are held for clients, both ways
      # TYPE nbproof_waiting_bytes gauge
      nbproof_waiting_bytes 0

      # HELP nbproof_outgoing_bytes Those that wait for slow or absent clients
      # TYPE nbproof_outgoing_bytes gauge
      nbproof_outgoing_bytes 0

      # HELP nbproof_incoming_bytes Those that are not whole yet, or wait for kernels
      # TYPE nbproof_incoming_bytes gauge
      nbproof_incoming_bytes 0

      # HELP nbproof_limit How much of each there may be
      # TYPE nbproof_limit gauge
      nbproof_limit{of="kernels"} N
      nbproof_limit{of="websocket_connections"} N
      nbproof_limit{of="websocket_connections_of_kernel"} N
      nbproof_limit{of="tcp_connections"} N
      nbproof_limit{of="sessions"} N
      nbproof_limit{of="outgoing_bytes"} N
      nbproof_limit{of="incoming_bytes"} N

      # HELP nbproof_sessions Sessions
      # TYPE nbproof_sessions gauge
      nbproof_sessions 0

      # HELP nbproof_kernels_started_total Kernels started
      # TYPE nbproof_kernels_started_total counter
      nbproof_kernels_started_total 1

      # HELP nbproof_kernels_culled_total Kernels shut down for being idle
      # TYPE nbproof_kernels_culled_total counter
      nbproof_kernels_culled_total 0

      # HELP nbproof_http_requests_total REST requests answered
      # TYPE nbproof_http_requests_total counter
      nbproof_http_requests_total{method="POST",status_code="201"} 1
      nbproof_http_requests_total{method="GET",status_code="200"} 1
      nbproof_http_requests_total{method="GET",status_code="404"} 1

      # HELP nbproof_http_request_seconds_total Time taken to answer them
      # TYPE nbproof_http_request_seconds_total counter
      nbproof_http_request_seconds_total{method="POST",status_code="201"} N
      nbproof_http_request_seconds_total{method="GET",status_code="200"} N
      nbproof_http_request_seconds_total{method="GET",status_code="404"} N

      # HELP process_cpu_seconds_total CPU time of this process
      # TYPE process_cpu_seconds_total counter
      process_cpu_seconds_total N

      # HELP process_resident_memory_bytes Memory of this process
      # TYPE process_resident_memory_bytes gauge
      process_resident_memory_bytes N

      # HELP process_start_time_seconds When this process began, in Unix time
      # TYPE process_start_time_seconds gauge
      process_start_time_seconds N
      "
    `);
    expect(text.endsWith("\n")).toBe(true);
  });
});
