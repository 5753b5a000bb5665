import type { KernelMessage } from "@jupyterlab/services";

import { isRecord } from "../basics/is-record.ts";
import type { WidgetBuffer, WidgetModel } from "../model/observation.ts";
import { isMessage } from "./messages.ts";

interface Model {
  readonly state: Map<string, unknown>;
  /** By their path, which is theirs alone. */
  readonly buffers: Map<string, WidgetBuffer>;
}

/**
 * The models of widgets as a kernel tells them, of which views in a notebook show one: nbclient and front ends keep them
 * in the notebook's metadata. https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md
 */
export class WidgetModels {
  readonly #models = new Map<string, Model>();
  readonly #sizes = new Map<string, number>();
  readonly #limit: number;
  #size = 0;

  /** `limit`: bytes, more or less, after which nothing more is kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  note(message: KernelMessage.IIOPubMessage): void {
    if (!isMessage(message, "comm_open") && !isMessage(message, "comm_msg")) return;
    const { comm_id: id, data } = message.content;
    const { state, buffer_paths: paths } = isRecord(data) ? data : {};
    if (!isRecord(state)) return;
    const model = this.#models.get(id) ?? { state: new Map<string, unknown>(), buffers: new Map() };
    for (const [key, value] of Object.entries(state)) {
      this.#count(JSON.stringify([id, key]), JSON.stringify(value)?.length ?? 0);
      model.state.set(key, value);
    }
    for (const [index, path] of (Array.isArray(paths) ? paths : []).entries()) {
      const buffer = message.buffers?.[index];
      if (buffer === undefined || !Array.isArray(path)) continue;
      const key = JSON.stringify(path);
      this.#count(JSON.stringify([id, path]), buffer.byteLength);
      model.buffers.set(key, { path, data: base64Of(buffer), encoding: "base64" });
    }
    if (this.#size > this.#limit) this.#models.clear();
    else this.#models.set(id, model);
  }

  /** What the cell told of each: all of a new one, of another what has changed. */
  models(): readonly WidgetModel[] {
    return [...this.#models].map(([id, { state, buffers }]) => ({
      id,
      state: Object.fromEntries(state),
      buffers: [...buffers.values()],
    }));
  }

  /** What is told again replaces what was told. */
  #count(key: string, size: number): void {
    this.#size += size - (this.#sizes.get(key) ?? 0);
    this.#sizes.set(key, size);
  }
}

function base64Of(buffer: ArrayBuffer | ArrayBufferView): string {
  const bytes = ArrayBuffer.isView(buffer)
    ? Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : Buffer.from(buffer);
  return bytes.toString("base64");
}
