import type { Served } from "./route.ts";

interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  /** Labels, as Prometheus writes them, and value. */
  readonly samples: readonly (readonly [labels: string, value: number])[];
}

/** What a bridge does, in Prometheus' text format. https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function renderMetrics(served: Served): string {
  return metricsOf(served)
    .flatMap(({ name, type, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(([labels, value]) => `${name}${labels === "" ? "" : `{${labels}}`} ${value}`),
      "",
    ])
    .join("\n");
}

function metricsOf({ kernels, sessions, requests, limits, ledgers }: Served): readonly Metric[] {
  const running = kernels.list();
  const names = [...new Set(running.map(({ kernel }) => kernel.name))];
  const ofName = (name: string): number => running.filter(({ kernel }) => kernel.name === name).length;
  const sockets = running.reduce((sum, { clients }) => sum + clients.count, 0);
  const { outgoing, incoming } = ledgers;
  const totals = [...requests.totals];
  const { user, system } = process.cpuUsage();
  return [
    // The name and label that Jupyter Server gives it.
    gauge(
      "kernel_currently_running_total",
      "Kernels that run, by kernelspec",
      ...names.map((name) => [label("type", name), ofName(name)] as const),
    ),
    gauge("nbproof_websocket_connections", "Open WebSockets", ["", sockets]),
    gauge("nbproof_waiting_bytes", "Bytes that are held for clients, both ways", ["", outgoing.total + incoming.total]),
    gauge("nbproof_outgoing_bytes", "Those that wait for slow or absent clients", ["", outgoing.total]),
    gauge("nbproof_incoming_bytes", "Those that are not whole yet, or wait for kernels", ["", incoming.total]),
    gauge(
      "nbproof_limit",
      "How much of each there may be",
      [label("of", "kernels"), limits.kernels],
      [label("of", "websocket_connections"), limits.sockets],
      [label("of", "websocket_connections_of_kernel"), limits.socketsOfKernel],
      [label("of", "tcp_connections"), limits.connections],
      [label("of", "sessions"), limits.sessions],
      [label("of", "outgoing_bytes"), limits.outgoing],
      [label("of", "incoming_bytes"), limits.incoming],
    ),
    gauge("nbproof_sessions", "Sessions", ["", sessions.list().length]),
    counter("nbproof_kernels_started_total", "Kernels started", ["", kernels.counts.started]),
    counter("nbproof_kernels_culled_total", "Kernels shut down for being idle", ["", kernels.counts.culled]),
    counter(
      "nbproof_http_requests_total",
      "REST requests answered",
      ...totals.map(([labels, { count }]) => [labels, count] as const),
    ),
    counter(
      "nbproof_http_request_seconds_total",
      "Time taken to answer them",
      ...totals.map(([labels, { seconds }]) => [labels, seconds] as const),
    ),
    counter("process_cpu_seconds_total", "CPU time of this process", ["", (user + system) / 1e6]),
    gauge("process_resident_memory_bytes", "Memory of this process", ["", process.memoryUsage.rss()]),
    gauge("process_start_time_seconds", "When this process began, in Unix time", [
      "",
      requests.started.getTime() / 1000,
    ]),
  ];
}

function gauge(name: string, help: string, ...samples: Metric["samples"]): Metric {
  return { name, type: "gauge", help, samples };
}

function counter(name: string, help: string, ...samples: Metric["samples"]): Metric {
  return { name, type: "counter", help, samples };
}

function label(name: string, value: string): string {
  return `${name}="${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
}
