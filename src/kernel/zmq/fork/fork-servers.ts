import { CapacityReached, describeExit } from "../../errors.ts";
import type { LaunchOptions, KernelProcess } from "../kernel-process.ts";
import type { RunFolder } from "../run-folder.ts";
import { CannotFork } from "./cannot-fork.ts";
import { planFork, type ServerPlan } from "./fork-plan.ts";
import { ForkServer } from "./fork-server.ts";

export interface ForkServersOptions {
  readonly runFolder: RunFolder;
  /** Modules that each server imports before its first fork. */
  readonly preload: Promise<readonly string[]>;
}

/** Each is an idle Python of some 30 MB when it has nothing to do. */
const serverLimit = 4;
/** A server that ends is replaced so many times. */
const deathLimit = 3;

/** The fork servers for all kernels: one for each interpreter and environment. Disposing them ends all their kernels. */
export class ForkServers implements AsyncDisposable {
  readonly #options: ForkServersOptions;
  /** Least recently used first. */
  readonly #servers = new Map<string, Promise<ForkServer>>();
  /** No longer reachable; they end with their last kernel. */
  readonly #retired = new Set<ForkServer>();
  readonly #refused = new Map<string, CannotFork>();
  readonly #deaths = new Map<string, number>();
  readonly #closing = new AbortController();

  constructor(options: ForkServersOptions) {
    this.#options = options;
  }

  /** Forks a kernel as it would be spawned; throws `CannotFork`. */
  async fork(options: LaunchOptions): Promise<KernelProcess> {
    const plan = planOf(options);
    const server = await this.#serverFor(plan);
    if (server.reachable) return await server.fork(options);
    this.#retire(server, plan.key);
    return await (await this.#serverFor(plan)).fork(options);
  }

  /** Starts the server that would fork this kernel; throws `CannotFork`. */
  async prepare(options: Pick<LaunchOptions, "argv" | "env">): Promise<void> {
    await this.#serverFor(planOf(options));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    const settled = await Promise.allSettled(this.#servers.values());
    const running = settled.flatMap((server) => (server.status === "fulfilled" ? [server.value] : []));
    await Promise.all([...running, ...this.#retired].map((server) => server[Symbol.asyncDispose]()));
  }

  async #serverFor(plan: ServerPlan): Promise<ForkServer> {
    const refused = this.#refused.get(plan.key);
    if (refused !== undefined) throw refused;
    const running = this.#servers.get(plan.key);
    const server = running ?? this.#start(plan);
    this.#servers.delete(plan.key);
    this.#servers.set(plan.key, server);
    if (running === undefined) await this.#makeRoom();
    return await server;
  }

  /** Another takes its place. */
  #retire(server: ForkServer, key: string): void {
    if (!this.#retired.has(server)) this.#servers.delete(key);
    this.#retired.add(server);
    for (const old of this.#retired) if (!old.busy) void old[Symbol.asyncDispose]();
  }

  #start(plan: ServerPlan): Promise<ForkServer> {
    const server = this.#startServer(plan);
    const forget = (): void => {
      if (this.#servers.get(plan.key) === server) this.#servers.delete(plan.key);
    };
    void this.#watch(server, plan.key).finally(forget);
    return server;
  }

  async #startServer(plan: ServerPlan): Promise<ForkServer> {
    const { runFolder, preload } = this.#options;
    const folder = await runFolder.kernelFolder();
    return await ForkServer.start({ plan, preload, folder, signal: this.#closing.signal });
  }

  /** Resolves when the server has ended, or could not be started; then it may not be tried again. */
  async #watch(starting: Promise<ForkServer>, key: string): Promise<void> {
    try {
      const server = await starting;
      const exit = await server.exited;
      if (server.ending) return;
      const deaths = (this.#deaths.get(key) ?? 0) + 1;
      this.#deaths.set(key, deaths);
      if (deaths < deathLimit) return;
      this.#refused.set(
        key,
        new CannotFork(`its fork server ended ${deaths} times, at last with ${describeExit(exit)}`),
      );
    } catch (error) {
      // What was only short of files or memory may be had another time.
      const short = CapacityReached.orOther("a fork server", error) instanceof CapacityReached;
      if (error instanceof CannotFork && !short) this.#refused.set(key, error);
    }
  }

  /** Ends servers that have not been used for longest and have no kernels; more than the limit are there while busy. */
  async #makeRoom(): Promise<void> {
    for (const [key, starting] of this.#servers) {
      if (this.#servers.size <= serverLimit || this.#closing.signal.aborted) return;
      const server = await starting.catch(() => undefined);
      if (server === undefined || server.busy) continue;
      this.#servers.delete(key);
      void server[Symbol.asyncDispose]();
    }
  }
}

function planOf(options: Pick<LaunchOptions, "argv" | "env">): ServerPlan {
  const plan = planFork({ ...options, platform: process.platform });
  if ("refused" in plan) throw new CannotFork(plan.refused);
  return plan;
}
