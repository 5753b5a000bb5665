const kept = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/** What a kernel gets of the user's environment: what a Python needs to start, and nothing that could change an output. */
export function kernelEnvironment(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Kernels for other programs are the user's own, as from Jupyter Server, but need no key to the server that they run behind. */
export function servedEnvironment(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const entries = Object.entries(env).filter(([name]) => name !== "NBPROOF_TOKEN");
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** What Jupyter's gateway clients may set in a kernel's environment. */
export const gatewayVariables = "KERNEL_*";
