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

function metricsOf({ kernels, sessions, requests }: Served): readonly Metric[] {
  const running = kernels.list();
  const names = [...new Set(running.map(({ kernel }) => kernel.name))];
  const ofName = (name: string): number => running.filter(({ kernel }) => kernel.name === name).length;
  const sum = (of: (clients: (typeof running)[number]["clients"]) => number): number =>
    running.reduce((total, { clients }) => total + of(clients), 0);
  const totals = [...requests.totals];
  const { user, system } = process.cpuUsage();
  return [
    // The name and label that Jupyter Server gives it.
    gauge(
      "kernel_currently_running_total",
      "Kernels that run, by kernelspec",
      ...names.map((name) => [label("type", name), ofName(name)] as const),
    ),
    gauge("nbproof_websocket_connections", "Open WebSockets", ["", sum(({ count }) => count)]),
    gauge("nbproof_waiting_bytes", "Bytes that wait for slow or absent clients", ["", sum(({ waiting }) => waiting)]),
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
