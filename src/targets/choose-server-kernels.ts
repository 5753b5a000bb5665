import { compact } from "../basics/compact.ts";
import { userInfo } from "node:os";

import type { Lesson } from "../lesson/lesson.ts";
import { askServer, type ServerOffer } from "../client/ask-server.ts";
import { InfrastructureError } from "../client/server.ts";
import { withNotebookKernels } from "./notebook-kernels.ts";
import type { TargetKernel } from "../engine/run-input.ts";
import type { ServerAddress } from "../model/server-address.ts";

/**
 * The kernels of a server to run lessons in: those that were asked for, else its default, and for notebooks those that
 * they name; throws where one is not there.
 */
export async function chooseServerKernels(
  { names, lessons }: { readonly names: readonly string[]; readonly lessons: readonly Lesson[] },
  address: ServerAddress,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly TargetKernel[]> {
  const { defaultKernel, displayNames } = await askServer(address);
  const [wanted, how] = names.length > 0 ? [names, "asked for"] : [[defaultKernel], "the default there"];
  const chosen = wanted.map((name): TargetKernel => {
    const displayName = displayNames.get(name);
    if (displayName === undefined)
      throw new InfrastructureError("kernel-start", noKernelspec(name, displayNames, address));
    return { name, displayName, chosen: `on ${address.url}, ${how}`, server: address, env: gatewayEnvironment(env) };
  });
  const [standard] = names.length > 0 ? [] : chosen;
  const specs = Array.from(displayNames, ([name, displayName]) => [name.toLowerCase(), { name, displayName }] as const);
  return standard === undefined ? chosen : withNotebookKernels(standard, lessons, new Map(specs));
}

function noKernelspec(name: string, displayNames: ServerOffer["displayNames"], { url }: ServerAddress): string {
  const there = [...displayNames.keys()].join(", ");
  if (there === "") return `${url} has no kernelspec at all: install one there, such as ipykernel's`;
  return `${url} has no kernelspec ${name}; it has ${there}: name one of these`;
}

/** What gateways read and hand on to the kernel: KERNEL_ variables of the user's own, and who the user is. */
function gatewayEnvironment(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const own = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[0].startsWith("KERNEL_") && entry[1] !== undefined,
  );
  const name = userName() ?? env["USER"];
  return { ...compact({ KERNEL_USERNAME: name }), ...Object.fromEntries(own) };
}

/** In a container that runs with any number for a user, the system knows no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
