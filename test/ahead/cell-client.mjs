import { setTimeout } from "node:timers/promises";

import { createMessage } from "../../build/create-message.js";

/** A client of a kernel that need not wait for a reply before the next cell; it tells what came back, and when it did. */
export class CellClient {
  #client;
  /** What is awaited of each request: a reply, and that the kernel is idle after it. */
  #awaited = new Map();
  #order = { sent: [], reply: [], idle: [] };
  /** By request: the text that was published as its own. */
  #texts = new Map();
  #heard = 0;
  #onAll = () => undefined;

  static async connect(kernel) {
    const own = new CellClient();
    own.#client = await kernel.connect({ onMessage: (message) => own.#hear(message) });
    return own;
  }

  /** Gives the request's id. */
  async run(code) {
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: false };
    return await this.#send(createMessage("shell", "execute_request", { session: "ahead", content }));
  }

  /** What the request has shown so far; forgets it. */
  takeText(id) {
    const text = this.#texts.get(id) ?? "";
    this.#texts.delete(id);
    return text;
  }

  /** Asks for what wakes a kernel that has not noticed a request; it is not waited for. */
  async wake() {
    await this.#client.send(createMessage("shell", "kernel_info_request", { session: "ahead", content: {} }));
  }

  /** Resolves when nothing is awaited any more, or when the kernel has said nothing for so many milliseconds. */
  async settled(silence) {
    this.#heard = performance.now();
    for (let left = silence; this.#awaited.size > 0 && left > 0; left = this.#heard + silence - performance.now()) {
      const all = new Promise((resolve) => (this.#onAll = resolve));
      await Promise.race([all, setTimeout(left, undefined, { ref: false })]);
    }
    return this.#awaited.size === 0;
  }

  get missing() {
    return this.#awaited.size;
  }

  /** Whether all that came was in the order of sending; forgets it, and what never came. */
  takeOrder() {
    const { sent, reply, idle } = this.#order;
    this.#order = { sent: [], reply: [], idle: [] };
    this.#awaited.clear();
    return [reply, idle].every((came) => came.join() === sent.filter((id) => came.includes(id)).join());
  }

  async close() {
    await this.#client[Symbol.asyncDispose]();
  }

  async #send(message) {
    const { msg_id: id } = JSON.parse(message.parts[0]);
    this.#awaited.set(id, new Set(["reply", "idle"]));
    this.#order.sent.push(id);
    await this.#client.send(message);
    return id;
  }

  #hear({ parts }) {
    this.#heard = performance.now();
    const [{ msg_type: type }, { msg_id: id }] = parts.slice(0, 2).map((part) => JSON.parse(part));
    if (type === "stream") this.#texts.set(id, (this.#texts.get(id) ?? "") + JSON.parse(parts[3]).text);
    const awaited = this.#awaited.get(id);
    const what = type === "execute_reply" ? "reply" : type === "status" && isIdle(parts[3]) ? "idle" : undefined;
    if (awaited === undefined || what === undefined) return;
    this.#order[what].push(id);
    awaited.delete(what);
    if (awaited.size === 0) this.#awaited.delete(id);
    if (this.#awaited.size === 0) this.#onAll();
  }
}

function isIdle(content) {
  return JSON.parse(content).execution_state === "idle";
}
