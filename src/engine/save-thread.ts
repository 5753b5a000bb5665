import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { packagePath } from "../package/package-path.ts";
import type { SavedText, ToSave } from "./saved-text.ts";

/** Of the sources' threads too: Node 20 loads no TypeScript in a thread. */
const file = packagePath("dist/save-thread.js");

/**
 * A thread that makes the texts of notebooks that are to be saved: seconds for a large one, in which nothing else could be
 * heard, a signal least of all. It starts with the first of them.
 */
export class SaveThread implements AsyncDisposable {
  #worker: Worker | undefined;

  /** The text of one notebook. Rejects as soon as the signal is aborted, whatever is computed. */
  async textOf(notebook: ToSave, signal: AbortSignal): Promise<SavedText> {
    signal.throwIfAborted();
    this.#worker ??= new Worker(file, { env: {}, argv: [], execArgv: [] });
    this.#worker.postMessage(notebook, []);
    // What the thread throws is an event `error`, with which this rejects.
    const heard: readonly SavedText[] = await once(this.#worker, "message", { signal });
    const [text] = heard;
    if (text === undefined) throw new Error("The thread gave no answer");
    return text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }
}
