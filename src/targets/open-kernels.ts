import { tmpdir } from "node:os";

import { startBridge } from "../bridge/bridge.ts";
import type { Course } from "../lesson/course.ts";
import { chooseKernels } from "./choose-kernels.ts";
import { chooseServerKernels } from "./choose-server-kernels.ts";
import type { Context } from "../commands/command.ts";
import { kernelEnvironment } from "./kernel-environment.ts";
import { withNotebookKernels } from "./notebook-kernels.ts";
import { openOwnKernels, type OwnKernels } from "./own-kernels.ts";
import type { TargetKernel } from "../engine/validate-lessons.ts";
import type { ValidateSettings } from "../commands/validate-settings.ts";

/** The kernels to run lessons in; disposing it ends what was started for them. */
export interface OpenKernels extends AsyncDisposable {
  readonly kernels: readonly TargetKernel[];
}

/** Those of the server that was named, else those of this machine (opened already or not), behind a bridge of our own. */
export async function openKernels(
  courses: readonly Course[],
  settings: ValidateSettings,
  context: Context,
  opened?: OwnKernels,
): Promise<OpenKernels> {
  const { server } = settings;
  if (server === undefined)
    return await bridgeTo(opened ?? openOwnKernels(settings, context), courses, settings, context);
  const { env, err } = context;
  if (server.advice !== undefined) err.write(`${err.style.warning("nbproof:")} ${server.advice}\n`);
  const asked = { names: settings.kernels, lessons: courses.flatMap((course) => course.lessons) };
  const kernels = await chooseServerKernels(asked, server.address, env);
  return { kernels, [Symbol.asyncDispose]: async () => await Promise.resolve() };
}

async function bridgeTo(
  own: OwnKernels,
  courses: readonly Course[],
  settings: ValidateSettings,
  { env }: Context,
): Promise<OpenKernels> {
  const { provider } = own;
  own.preloadFor(courses);
  const bridge = await startBridge({
    provider,
    env: kernelEnvironment(env),
    // Nobody but this process has the token.
    allowEnv: ["*"],
    cwd: tmpdir(),
  });
  const end = async (): Promise<void> => {
    await bridge[Symbol.asyncDispose]();
    await own[Symbol.asyncDispose]();
  };
  try {
    const chosen = await chooseKernels(settings.kernels, provider, bridge);
    const [standard] = settings.kernels.length === 0 ? chosen : [];
    const lessons = courses.flatMap((course) => course.lessons);
    const kernels = standard ? withNotebookKernels(standard, lessons, await provider.kernelSpecs()) : chosen;
    return { kernels, [Symbol.asyncDispose]: end };
  } catch (cause) {
    await end();
    throw cause;
  }
}
