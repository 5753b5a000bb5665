import { compact } from "../basics/compact.ts";
import { chooseDefaultKernel } from "../kernel/default-kernel.ts";
import type { KernelProvider } from "../kernel/kernel.ts";
import { createKernelHost, type KernelHost, prepareOn } from "../kernel/zmq/kernel-host.ts";
import { createKernelLookup } from "../kernel/zmq/kernel-lookup.ts";
import type { Course } from "../lesson/course.ts";
import { lessonEnvironment } from "../run/lesson-environment.ts";
import { kernelEnvironment } from "./kernel-environment.ts";
import type { KernelOptions } from "./kernel-options.ts";

/** The kernels of this machine. The first one's fork server or image is on its way while lessons are still being read. */
export interface OwnKernels extends AsyncDisposable {
  /** Loaded when it is asked for: the first Python is on its way by then. */
  provider(): Promise<KernelProvider>;
  /** Starts their processes. */
  readonly host: KernelHost;
  /** To be called once with what will run in them: fork servers are ready only then. */
  preloadFor(courses: readonly Course[]): void;
}

/** Disposing them ends those that run. */
export function openOwnKernels(options: KernelOptions): OwnKernels {
  const { cwd, env, fork, onSpawn } = options;
  let preloadFor: OwnKernels["preloadFor"] = ignore;
  const preload = new Promise<readonly string[]>((resolve) => {
    preloadFor = (courses) => resolve([...new Set(courses.flatMap((course) => course.preload))]);
  });
  const host = createKernelHost(compact({ env, fork, preload, onSpawn }));
  let loading: Promise<KernelProvider> | undefined;
  const provider = async (): Promise<KernelProvider> => {
    loading ??= import("../kernel/kernels.ts").then(({ createKernels }) => createKernels({ env, cwd, host }));
    return await loading;
  };
  const prepared = prepareFirst({ host, provider }, options).catch(() => {
    // Whoever starts such a kernel is told why it cannot be.
  });
  return {
    provider,
    host,
    preloadFor,
    async [Symbol.asyncDispose]() {
      await (await loading)?.[Symbol.asyncDispose]();
      await host[Symbol.asyncDispose]();
      await prepared;
    },
  };
}

function ignore(): void {}

async function prepareFirst(
  { host, provider }: Pick<OwnKernels, "host" | "provider">,
  { kernels, hashSeed, env: given, cwd }: KernelOptions,
): Promise<void> {
  const lesson = lessonEnvironment({ env: {} }, { hashSeed, ipythonFolder: "" });
  const env = { ...kernelEnvironment(given), ...lesson };
  const lookup = createKernelLookup({ env: given, cwd });
  const [first] = kernels;
  const name = first ?? "python3";
  // A folder is taken for a kernel only where it was named.
  const kernel = first === undefined ? (await lookup.kernelSpecs()).get(name) : await lookup.likelyArguments(first);
  if (kernel !== undefined) return await prepareOn(host, { name, kernel, env });
  const own = await provider();
  const embedded = first ?? (await chooseDefaultKernel(own))?.name;
  if (embedded !== undefined) await own.prepare(embedded, { env });
}
