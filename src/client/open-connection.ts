import type { Kernel, KernelConnection } from "@jupyterlab/services";

/**
 * Opens the client's connection to a kernel. The client tells the console of each socket that it opens and of each state
 * that is not usual, and takes no other place for it. A program that uses us has its console for itself: it is still only
 * while the client's own code runs, in which nobody else can.
 */
export async function openConnection(
  options: ConstructorParameters<typeof KernelConnection>[0],
): Promise<Kernel.IKernelConnection> {
  const { KernelConnection: Connection } = await import("@jupyterlab/services");
  const connection = quietly(() => new Connection(options));
  const tellState: unknown = Reflect.get(connection, "_updateStatus");
  // Where the client has none by this name any more, it only says more than we want.
  if (typeof tellState === "function") {
    const tellQuietly = (state: unknown): unknown => quietly(() => Reflect.apply(tellState, connection, [state]));
    Reflect.set(connection, "_updateStatus", tellQuietly);
  }
  return connection;
}

/** Runs code that does not wait for anything, without what it tells at the level `debug`. */
function quietly<T>(run: () => T): T {
  const { debug } = console;
  console.debug = () => undefined;
  try {
    return run();
  } finally {
    console.debug = debug;
  }
}
