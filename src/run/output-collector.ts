import type { KernelMessage } from "@jupyterlab/services";

import type { Displayed, Output } from "../model/observation.ts";
import { joinOverwritten } from "../model/join-overwritten.ts";
import { isMessage } from "./messages.ts";
import { renderTerminalText } from "../model/terminal-text.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";

/** Characters kept at each end of a flood. */
const KEPT = 10_000;

type Collected =
  | { type: "stream"; name: "stdout" | "stderr"; chunks: string[] }
  | ({ type: "display" } & Mutable<Displayed>)
  | ({ type: "result"; executionCount: number } & Mutable<Displayed>)
  | { type: "error"; name: string; message: string; traceback: readonly string[] };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * SharedExclusiveLock a cell's iopub messages into its outputs, as a front end does: streams merged, clear_output and display
 * updates applied. https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel
 */
export class OutputCollector {
  #outputs: Collected[] = [];
  readonly #updates: Displayed[] = [];
  #updatesSize = 0;
  /** How many output widgets take what the cell puts out. */
  #captures = 0;
  #clearPending = false;
  #size = 0;
  readonly #limit: number;

  /** `limit`: characters after which `isFull` holds and nothing more is kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.#size > this.#limit;
  }

  add(message: KernelMessage.IIOPubMessage): void {
    if (this.isFull) return;
    if (isMessage(message, "comm_msg")) this.#capture(message.content.data);
    // It stands in the widget, and the cell only shows that.
    if (this.#captures > 0) return;
    if (isMessage(message, "stream")) this.#addStream(message.content);
    else if (isMessage(message, "display_data")) this.#addDisplay(message.content);
    else if (isMessage(message, "update_display_data")) this.#update(message.content);
    else if (isMessage(message, "execute_result")) this.#addResult(message.content);
    else if (isMessage(message, "error")) this.#addError(message.content);
    else if (isMessage(message, "clear_output")) this.#clear(message.content.wait);
  }

  outputs(): readonly Output[] {
    const joined = this.#outputs.map((output) =>
      output.type === "stream" ? { type: "stream" as const, name: output.name, text: output.chunks.join("") } : output,
    );
    const texts = joinOverwritten(joined);
    return joined.flatMap((output, index): readonly Output[] => {
      if (output.type !== "stream") return [finished(output)];
      const text = texts[index] ?? "";
      // All of it stands in a later piece.
      if (text === "" && output.text !== "") return [];
      return [{ type: "stream", name: output.name, text: renderTerminalText(text) }];
    });
  }

  /** Takes note of displays with an id, those of earlier cells too, which `add` never hears of. */
  note(message: KernelMessage.IIOPubMessage): void {
    const shows =
      isMessage(message, "display_data") ||
      isMessage(message, "update_display_data") ||
      isMessage(message, "execute_result");
    if (!shows || this.isFull || this.#updatesSize > this.#limit) return;
    const { displayId } = displayIdOf(message.content);
    if (displayId === undefined) return;
    this.#updatesSize += sizeOf(message.content.data);
    this.#updates.push({ mime: message.content.data, ...metadataOf(message.content), displayId });
  }

  /** Each state of displays with an id, the cell's own or another's, in order. */
  updates(): readonly Displayed[] {
    return [...this.#updates];
  }

  /** An output widget says with the id of the message to take the outputs of, and with none, when it begins and ends. */
  #capture(data: unknown): void {
    const state = isRecord(data) ? data["state"] : undefined;
    const taken = isRecord(state) ? state["msg_id"] : undefined;
    if (typeof taken === "string") this.#captures = Math.max(0, this.#captures + (taken === "" ? -1 : 1));
  }

  #addStream({ name, text }: KernelMessage.IStreamMsg["content"]): void {
    this.#clearIfPending();
    this.#size += text.length;
    const last = this.#outputs.at(-1);
    if (last?.type === "stream" && last.name === name) last.chunks.push(text);
    else this.#outputs.push({ type: "stream", name, chunks: [text] });
    if (this.isFull) this.#keepEnds();
  }

  #addDisplay(content: KernelMessage.IDisplayDataMsg["content"]): void {
    this.#clearIfPending();
    this.#size += sizeOf(content.data);
    this.#outputs.push({ type: "display", mime: content.data, ...metadataOf(content), ...displayIdOf(content) });
  }

  #addResult(content: KernelMessage.IExecuteResultMsg["content"]): void {
    this.#clearIfPending();
    this.#size += sizeOf(content.data);
    const executionCount = content.execution_count ?? 0;
    const rest = { ...metadataOf(content), ...displayIdOf(content) };
    this.#outputs.push({ type: "result", mime: content.data, executionCount, ...rest });
  }

  #addError(content: KernelMessage.IErrorMsg["content"]): void {
    this.#clearIfPending();
    this.#outputs.push({ type: "error", name: content.ename, message: content.evalue, traceback: content.traceback });
  }

  #update(content: KernelMessage.IUpdateDisplayDataMsg["content"]): void {
    this.#size += sizeOf(content.data);
    const update = { mime: content.data, ...metadataOf(content), ...displayIdOf(content) };
    for (const output of this.#outputs) {
      if (output.type !== "display" && output.type !== "result") continue;
      if (output.displayId === update.displayId) Object.assign(output, { metadata: undefined }, update);
    }
  }

  /** Of a flood nobody reads more than its head and tail, and holding on to all of it would cost its size several times. */
  #keepEnds(): void {
    for (const output of this.#outputs) {
      if (output.type !== "stream") continue;
      const text = output.chunks.join("");
      if (text.length > 2 * KEPT) output.chunks = [detached(text.slice(0, KEPT)), "\n…\n", detached(text.slice(-KEPT))];
    }
  }

  #clear(wait: boolean): void {
    if (wait) this.#clearPending = true;
    else this.#outputs = [];
  }

  #clearIfPending(): void {
    if (!this.#clearPending) return;
    this.#clearPending = false;
    this.#outputs = [];
  }
}

function finished(output: Exclude<Collected, { type: "stream" }>): Output {
  switch (output.type) {
    case "display":
      return { type: "display", ...displayedOf(output) };
    case "result":
      return { type: "result", executionCount: output.executionCount, ...displayedOf(output) };
    case "error":
      return { type: "error", name: output.name, message: output.message, traceback: output.traceback };
  }
}

/** A copy: a slice of a string keeps all of it in memory. */
function detached(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

function displayedOf({ mime, displayId, ...rest }: Displayed): Displayed {
  return { mime, ...metadataOf(rest), ...(displayId === undefined ? {} : { displayId }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function metadataOf({ metadata }: { readonly metadata?: MimeBundle }): { metadata?: MimeBundle } {
  return metadata === undefined || Object.keys(metadata).length === 0 ? {} : { metadata };
}

function displayIdOf(content: { transient?: { display_id?: string } }): { displayId?: string } {
  const displayId = content.transient?.display_id;
  return displayId === undefined ? {} : { displayId };
}

function sizeOf(mime: MimeBundle): number {
  const sizes = Object.values(mime).map((value) => (typeof value === "string" ? value : JSON.stringify(value)).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
