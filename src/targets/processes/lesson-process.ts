import { type ChildProcess, fork } from "node:child_process";
import { Readable } from "node:stream";

import { type BirpcReturn, createBirpc } from "birpc";

import { describeExit } from "../../kernel/errors.ts";
import { keepTail } from "../../kernel/zmq/kernel-process.ts";
import { settlesWithin } from "../../kernel/zmq/settles-within.ts";
import { packagePath } from "../../package/package-path.ts";
import type { HostCalls, LessonCalls } from "./calls.ts";

/** Of the sources' processes too: Node 20 loads no TypeScript by itself. */
const file = packagePath("dist/lesson-process.js");
/** Milliseconds in which one ends that has nothing to do. */
const patience = 1000;

/** A process in which lessons run; disposing it ends it. */
export class LessonProcess implements AsyncDisposable {
  readonly calls: BirpcReturn<LessonCalls, HostCalls>;
  /** Resolves when it has ended: with a signal or exit code, and the last that it wrote. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;

  constructor(answers: HostCalls) {
    // Whatever this one is run with: a debugger's port, a loader.
    const child = fork(file, [], {
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child = child;
    // Where there is no room for one more process, Node gives it no streams, and then tells why.
    const tail = child.stderr instanceof Readable ? keepTail(child.stderr) : () => "";
    let failure: string | undefined;
    child.on("error", ({ message }) => (failure = message));
    this.calls = createBirpc<LessonCalls, HostCalls>(answers, {
      // Where it cannot be sent, the process ends, which is heard.
      post: (message) => child.connected && child.send(message, () => undefined),
      on: (hear) => child.on("message", hear),
      timeout: -1,
    });
    this.ended = new Promise((resolve) => {
      child.once("close", (exitCode, signal) => {
        const exit = { ...(exitCode !== null && { exitCode }), ...(signal !== null && { signal }) };
        // Before what was asked of it fails: this is why.
        resolve([failure ?? describeExit(exit), tail().trimEnd()].filter((part) => part !== "").join("\n"));
        this.calls.$close();
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Not by disconnecting it, after which Node does not tell that it has closed.
    if (this.#child.connected) void this.calls.end.asEvent();
    if (await settlesWithin(this.ended, patience)) return;
    this.#child.kill("SIGKILL");
    await this.ended;
  }
}
