import { compact } from "../basics/compact.ts";
import { chooseDefaultKernel } from "../kernel/default-kernel.ts";
import type { KernelProvider } from "../kernel/kernel.ts";
import { createKernels } from "../kernel/kernels.ts";
import { createKernelHost, type KernelHost } from "../kernel/zmq/kernel-host.ts";
import type { Course } from "../lesson/course.ts";
import { lessonEnvironment } from "../run/lesson-environment.ts";
import { kernelEnvironment } from "./kernel-environment.ts";
import type { KernelOptions } from "./kernel-options.ts";

/** The kernels of this machine. The first one's fork server or image is on its way while lessons are still being read. */
export interface OwnKernels extends AsyncDisposable {
  readonly provider: KernelProvider;
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
  const provider = createKernels({ env, cwd, host });
  const prepared = prepareFirst(provider, options).catch(() => {
    // Whoever starts such a kernel is told why it cannot be.
  });
  return {
    provider,
    host,
    preloadFor,
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]();
      await prepared;
    },
  };
}

function ignore(): void {}

async function prepareFirst(provider: KernelProvider, { kernels, hashSeed, env }: KernelOptions): Promise<void> {
  const name = kernels[0] ?? (await chooseDefaultKernel(provider))?.name;
  if (name === undefined) return;
  const lesson = lessonEnvironment({ env: {} }, { hashSeed, ipythonFolder: "" });
  await provider.prepare(name, { env: { ...kernelEnvironment(env), ...lesson } });
}
