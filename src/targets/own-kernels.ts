import { chooseDefaultKernel } from "../kernel/default-kernel.ts";
import type { KernelProvider } from "../kernel/kernel.ts";
import { createKernels } from "../kernel/kernels.ts";
import type { Course } from "../lesson/course.ts";
import { lessonEnvironment } from "../run/lesson-environment.ts";
import type { Context } from "../commands/command.ts";
import { kernelEnvironment } from "./kernel-environment.ts";
import type { ValidateSettings } from "../commands/validate-settings.ts";

/** The kernels of this machine. The first one's fork server or image is on its way while lessons are still being read. */
export interface OwnKernels extends AsyncDisposable {
  readonly provider: KernelProvider;
  /** To be called once with what will run in them: fork servers are ready only then. */
  preloadFor(courses: readonly Course[]): void;
}

/** Disposing them ends those that run. */
export function openOwnKernels(settings: ValidateSettings, { cwd, env, err }: Context): OwnKernels {
  let preloadFor: OwnKernels["preloadFor"] = ignore;
  const preload = new Promise<readonly string[]>((resolve) => {
    preloadFor = (courses) => resolve([...new Set(courses.flatMap((course) => course.preload))]);
  });
  const provider = createKernels({
    env,
    cwd,
    fork: settings.fork,
    preload,
    onSpawn: (kernel, reason) => {
      if (settings.verbose) err.write(`Kernels of ${kernel} are spawned, not forked: ${reason}\n`);
    },
  });
  const prepared = prepareFirst(provider, settings, env).catch(() => {
    // Whoever starts such a kernel is told why it cannot be.
  });
  return {
    provider,
    preloadFor,
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]();
      await prepared;
    },
  };
}

function ignore(): void {}

async function prepareFirst(
  provider: KernelProvider,
  { kernels, hashSeed }: ValidateSettings,
  env: Context["env"],
): Promise<void> {
  const name = kernels[0] ?? (await chooseDefaultKernel(provider))?.name;
  if (name === undefined) return;
  const lesson = lessonEnvironment({ env: {} }, { hashSeed, ipythonFolder: "" });
  await provider.prepare(name, { env: { ...kernelEnvironment(env), ...lesson } });
}
