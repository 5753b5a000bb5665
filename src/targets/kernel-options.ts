import type { ServerAddress } from "../model/server-address.ts";

/** Which kernels lessons are to run in. */
export interface KernelOptions {
  /** Names of kernelspecs, or paths to interpreters and virtual environments; none for the default. */
  readonly kernels: readonly string[];
  /** The Jupyter server whose kernels they are; absent: kernels of this machine. */
  readonly server?: ServerAddress;
  /** Kernels are forked where that is possible. */
  readonly fork: boolean;
  /** The environment of the user, of which kernels get what they need to start. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  readonly cwd: string;
  readonly hashSeed: number;
  /** Told why kernels are spawned and not forked. */
  readonly onSpawn?: (kernel: string, reason: string) => void;
}
