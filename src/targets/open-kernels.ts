import { tmpdir } from "node:os";

import { compact } from "../basics/compact.ts";

import { type Bridge, startBridge } from "../bridge/bridge.ts";
import type { Course } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { KernelProvider, KernelSpec } from "../kernel/kernel.ts";
import type { KernelHost } from "../kernel/zmq/kernel-host.ts";
import { chooseKernels } from "./choose-kernels.ts";
import { chooseServerKernels } from "./choose-server-kernels.ts";
import { kernelEnvironment } from "./kernel-environment.ts";
import type { KernelOptions } from "./kernel-options.ts";
import { withNotebookKernels } from "./notebook-kernels.ts";
import { openOwnKernels, type OwnKernels } from "./own-kernels.ts";
import type { TargetKernel } from "../engine/run-input.ts";

/** The kernels to run lessons in; disposing it ends what was started for them. */
export interface OpenKernels extends AsyncDisposable {
  readonly kernels: readonly TargetKernel[];
  /** What other processes need to run lessons in them; absent where only this one can. */
  readonly lent?: LentKernels;
}

/** Who starts the kernels, and how, by their names. */
export interface LentKernels {
  readonly host: KernelHost;
  readonly specs: ReadonlyMap<string, KernelSpec>;
}

/** What is to run in them. */
export interface Wanted {
  /** Of which modules are imported ahead. */
  readonly courses: readonly Course[];
  /** Those that run: of a course with a broken template none does. */
  readonly lessons: readonly Lesson[];
}

/** Those of the server that was named, else those of this machine (opened already or not), behind a bridge of our own. */
export async function openKernels(wanted: Wanted, options: KernelOptions, opened?: OwnKernels): Promise<OpenKernels> {
  const { server, kernels: names, env } = options;
  if (server === undefined) return await bridgeTo(opened ?? openOwnKernels(options), wanted, options);
  const kernels = await chooseServerKernels({ names, lessons: wanted.lessons }, server, env);
  return { kernels, [Symbol.asyncDispose]: async () => await Promise.resolve() };
}

async function bridgeTo(
  own: OwnKernels,
  { courses, lessons }: Wanted,
  { kernels: names, env }: KernelOptions,
): Promise<OpenKernels> {
  own.preloadFor(courses);
  let bridge: Bridge | undefined;
  const end = async (): Promise<void> => {
    try {
      await bridge?.[Symbol.asyncDispose]();
    } finally {
      await own[Symbol.asyncDispose]();
    }
  };
  try {
    const provider = await own.provider();
    bridge = await startBridge({
      provider,
      env: kernelEnvironment(env),
      // Nobody but this process has the token.
      allowEnv: ["*"],
      cwd: tmpdir(),
    });
    const chosen = await chooseKernels(names, provider, bridge);
    const [standard] = names.length === 0 ? chosen : [];
    const specs = standard && (await provider.kernelSpecs());
    const kernels = standard && specs ? withNotebookKernels(standard, lessons, specs) : chosen;
    return {
      kernels,
      ...compact({ lent: await lendable(kernels, { provider, host: own.host }) }),
      [Symbol.asyncDispose]: end,
    };
  } catch (cause) {
    await end();
    throw cause;
  }
}

/** An embedded kernel is a thread of the process that its clients are in. */
async function lendable(
  kernels: readonly TargetKernel[],
  { provider, host }: { readonly provider: KernelProvider; readonly host: KernelHost },
): Promise<LentKernels | undefined> {
  const specs = await Promise.all(kernels.map(async ({ name }) => [name, await provider.kernelSpec(name)] as const));
  return specs.every(([, { argv }]) => argv.length > 0) ? { host, specs: new Map(specs) } : undefined;
}
