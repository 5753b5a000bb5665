// oxlint-disable no-console -- nothing is written to it here
import type { Kernel, KernelConnection } from "@jupyterlab/services";

/** The client's methods that write to the console: of sockets that open, and of states of kernels. */
const talkative = ["_updateStatus", "_reconnect", "_createSocket"];

/**
 * Opens the client's connection to a kernel. The client writes to the console, and can't be told not to. A program that
 * uses us has its console for itself: it is still only while the client's own code runs, in which nobody else's does.
 */
export async function openConnection(
  options: ConstructorParameters<typeof KernelConnection>[0],
): Promise<Kernel.IKernelConnection> {
  const { KernelConnection: Connection } = await import("./services.ts");
  const connection = quietly(() => new Connection(options));
  for (const name of talkative) {
    const method: unknown = Reflect.get(connection, name);
    // Where the client has none by this name any more, it only says more than we want.
    if (typeof method !== "function") continue;
    const quiet = (...given: readonly unknown[]): unknown => quietly(() => Reflect.apply(method, connection, given));
    Reflect.set(connection, name, quiet);
  }
  const reconnect = connection.reconnect.bind(connection);
  // It does so by itself when a kernel has died, and nobody could catch what it throws where it is disposed meanwhile. How
  // it went is its connectionStatus.
  connection.reconnect = async () => await reconnect().catch(() => undefined);
  return connection;
}

/** Runs code that does not wait for anything. */
function quietly<T>(run: () => T): T {
  const { debug, warn } = console;
  console.debug = () => undefined;
  console.warn = () => undefined;
  try {
    return run();
  } finally {
    Object.assign(console, { debug, warn });
  }
}
