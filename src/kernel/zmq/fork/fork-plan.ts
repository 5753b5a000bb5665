import { isAbsolute } from "node:path";
import type { LaunchOptions } from "../kernel-process.ts";

/** How the fork server of a kernel is started, and which one it is; or why the kernel cannot be forked. */
export type ForkPlan = ServerPlan | { readonly refused: string };

export interface ServerPlan {
  /** The same for kernels that one server can fork. */
  readonly key: string;
  /** The interpreter and its flags. */
  readonly python: readonly string[];
  /** What the server is started with: a kernel's environment without what may differ from kernel to kernel. */
  readonly env: Readonly<Record<string, string>>;
}

export interface ForkQuestion extends Pick<LaunchOptions, "argv" | "env"> {
  readonly platform: NodeJS.Platform;
}

/**
 * Decides whether a kernel can be forked, from how it would be spawned. What Python and the packages read when they
 * start must be as the kernel's environment has it: one server forks only kernels whose environments are equal, but for
 * variables that nothing reads before a kernel runs.
 */
export function planFork({ argv, env, platform }: ForkQuestion): ForkPlan {
  // PR_SET_PDEATHSIG, pidfd and /proc are Linux's; on macOS a fork without exec is not safe either.
  if (platform !== "linux") return { refused: "kernels are forked on Linux only" };
  const module = argv.indexOf("-m");
  const python = argv.slice(0, module);
  if (module < 1 || argv[module + 1] !== "ipykernel_launcher" || !python.every(isFlag)) {
    return { refused: "its kernelspec's command is not `python -m ipykernel_launcher …`" };
  }
  // Python makes them absolute when it starts, from the kernel's own working directory.
  const relative = env["PYTHONPATH"]?.split(":").find((path) => !isAbsolute(path));
  if (relative !== undefined) return { refused: "PYTHONPATH has an entry that is not an absolute path" };
  if (python[0]?.includes("/") && !isAbsolute(python[0])) return { refused: `${python[0]} is not an absolute path` };
  const shared = Object.entries(env).filter(([name]) => !perKernel.test(name));
  return {
    key: JSON.stringify([python, shared.toSorted(([a], [b]) => (a < b ? -1 : 1))]),
    python,
    env: Object.fromEntries(shared),
  };
}

/** Read when a kernel is made, or by lessons only: the folder of IPython's profile, and what Jupyter's clients add. */
const perKernel = /^(?:IPYTHONDIR|JPY_\w+|KERNEL_\w+)$/;

/** The program comes first; a value that stands apart belongs to the flag before it. */
function isFlag(arg: string, index: number, python: readonly string[]): boolean {
  return index === 0 || arg.startsWith("-") || ["-X", "-W"].includes(python[index - 1] ?? "");
}
