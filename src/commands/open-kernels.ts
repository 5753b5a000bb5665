import { tmpdir } from "node:os";

import { startBridge } from "../bridge/bridge.ts";
import { createKernels } from "../kernel/kernels.ts";
import type { Course } from "../lesson/course.ts";
import { chooseKernels } from "./choose-kernels.ts";
import { chooseServerKernels } from "./choose-server-kernels.ts";
import type { Context } from "./command.ts";
import { kernelEnvironment } from "./kernel-environment.ts";
import { withNotebookKernels } from "./notebook-kernels.ts";
import type { TargetKernel } from "./validate-lessons.ts";
import type { ValidateSettings } from "./validate-settings.ts";

/** The kernels to run lessons in; disposing it ends what was started for them. */
export interface OpenKernels extends AsyncDisposable {
  readonly kernels: readonly TargetKernel[];
}

/** Those of the server that was named, else those of this machine, behind a bridge of our own. */
export async function openKernels(
  courses: readonly Course[],
  settings: ValidateSettings,
  context: Context,
): Promise<OpenKernels> {
  const { server } = settings;
  if (server === undefined) return await openOwnKernels(courses, settings, context);
  const { env, err } = context;
  if (server.advice !== undefined) err.write(`${err.style.warning("nbproof:")} ${server.advice}\n`);
  const kernels = await chooseServerKernels(settings.kernels, server.address, env);
  return { kernels, [Symbol.asyncDispose]: async () => await Promise.resolve() };
}

async function openOwnKernels(
  courses: readonly Course[],
  settings: ValidateSettings,
  { cwd, env, err }: Context,
): Promise<OpenKernels> {
  const provider = createKernels({
    env,
    cwd,
    fork: settings.fork,
    preload: [...new Set(courses.flatMap(({ preload }) => preload))],
    onSpawn: (kernel, reason) => {
      if (settings.verbose) err.write(`Kernels of ${kernel} are spawned, not forked: ${reason}\n`);
    },
  });
  const bridge = await startBridge({
    provider,
    env: kernelEnvironment(env),
    // Nobody but this process has the token.
    allowEnv: ["*"],
    cwd: tmpdir(),
  });
  const end = async (): Promise<void> => {
    await bridge[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
  };
  try {
    const chosen = await chooseKernels(settings.kernels, provider, bridge);
    const [standard] = settings.kernels.length === 0 ? chosen : [];
    const lessons = courses.flatMap((course) => course.lessons);
    const kernels = standard ? await withNotebookKernels(standard, lessons, provider) : chosen;
    return { kernels, [Symbol.asyncDispose]: end };
  } catch (cause) {
    await end();
    throw cause;
  }
}
