import type { KernelMessage } from "@jupyterlab/services";

import { compact } from "../basics/compact.ts";
import { isRecord } from "../basics/is-record.ts";
import type { Displayed, Output, WidgetModel } from "../model/observation.ts";
import { joinPlaced, placeOverwritten } from "../model/join-overwritten.ts";
import { type Collected, cutError, displayIdOf, finished, metadataOf } from "./collected.ts";
import { isMessage, isRefused, isTooLarge } from "./messages.ts";
import { bytesOf } from "./output-size.ts";
import { cutMime, cutPieces } from "./cut-output.ts";
import { renderTerminalText } from "../model/terminal-text.ts";
import { addCleared, type Cleared, placeCollected, runningOfStreams } from "./place-collected.ts";
import type { PlacedOutput } from "./read-places.ts";
import { WidgetModels } from "./widget-models.ts";

/** How many messages that cannot be shown are told. */
const REFUSED_TOLD = 5;

/**
 * Turns a cell's iopub messages into its outputs, as a front end does: streams merged, clear_output and display
 * updates applied. https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel
 */
export class OutputCollector {
  #outputs: Collected[] = [];
  #updates: Displayed[] = [];
  readonly #refused: string[] = [];
  /** The output widgets that take what the cell puts out, the innermost last. */
  readonly #taking: string[] = [];
  /** What each took. */
  readonly #taken = new Map<string, OutputCollector>();
  readonly #widgets: WidgetModels;
  #clearPending = false;
  #dropped = false;
  #cleared: Cleared = { text: 0, display: 0, result: 0 };
  #size = 0;
  #changes = 0;
  readonly #limit: number;

  /** `limit`: bytes of UTF-8 after which `isFull` holds and nothing more is kept. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#widgets = new WidgetModels(limit);
  }

  get isFull(): boolean {
    return this.#size > this.#limit;
  }

  /** Goes up with each message that may have changed something. */
  get changes(): number {
    return this.#changes;
  }

  /** What the kernel sent and nobody can show, each in words; no more than a few. */
  get refused(): readonly string[] {
    return [...this.#refused];
  }

  add(message: KernelMessage.IIOPubMessage): void {
    if (isRefused(message)) this.#refuse(message.content.reason);
    if (this.isFull) return;
    this.#size += isTooLarge(message) ? Number.POSITIVE_INFINITY : bytesOf(message);
    this.#note(message);
    this.#widgets.note(message);
    if (isMessage(message, "comm_msg")) this.#take(message.content.comm_id, message.content.data);
    const taking = this.#taking.at(-1);
    // It stands in the widget, and the cell only shows that.
    if (taking === undefined) this.#show(message);
    else this.#takenBy(taking).#show(message);
    if (this.isFull) this.#keepEnds();
  }

  /** Applies what another cell does to a display with an id. */
  update(message: KernelMessage.IIOPubMessage): void {
    if (this.isFull || !isDisplayed(message)) return;
    this.#update(message.content);
  }

  /** Takes note of what was running when all that is there by now was put out, as far as the kernel's record fits. */
  place(placed: readonly PlacedOutput[]): void {
    if (!this.isFull) placeCollected(this.#outputs, placed, this.#cleared);
  }

  outputs(): readonly Output[] {
    const pieces = this.#outputs.map((output) =>
      output.type === "stream" ? { type: "stream" as const, name: output.name, text: output.chunks.join("") } : output,
    );
    const placed = placeOverwritten(pieces);
    const written = pieces.map((piece) => ("text" in piece ? piece.text : ""));
    const running = runningOfStreams(this.#outputs, written, placed);
    return pieces.flatMap((output, index): readonly Output[] => {
      if (output.type !== "stream") return [finished(output)];
      const text = joinPlaced(pieces, placed[index] ?? []);
      // All of it stands in a later piece.
      if (text === "" && output.text !== "") return [];
      const { name } = output;
      return [{ type: "stream", name, text: renderTerminalText(text), ...compact({ running: running[index] }) }];
    });
  }

  /** Each state of displays with an id, the cell's own or another's, in order. */
  updates(): readonly Displayed[] {
    return [...this.#updates];
  }

  /** What it told of widgets, with what output widgets took. */
  widgets(): readonly WidgetModel[] {
    return this.#widgets.models().map((model) => {
      const taken = this.#taken.get(model.id);
      return taken === undefined ? model : { ...model, taken: { outputs: taken.outputs(), anew: taken.#dropped } };
    });
  }

  #show(message: KernelMessage.IIOPubMessage): void {
    if (isMessage(message, "stream")) this.#addStream(message.content);
    else if (isMessage(message, "display_data")) this.#addDisplay(message.content);
    else if (isMessage(message, "update_display_data")) this.#update(message.content);
    else if (isMessage(message, "execute_result")) this.#addResult(message.content);
    else if (isMessage(message, "error")) this.#addError(message.content);
    else if (isMessage(message, "clear_output")) this.#clear(message.content.wait);
  }

  #refuse(reason: string): void {
    this.#changes += 1;
    if (this.#refused.length < REFUSED_TOLD) this.#refused.push(reason);
  }

  /** Takes note of displays with an id, those of earlier cells too, which are not among this one's outputs. */
  #note(message: KernelMessage.IIOPubMessage): void {
    if (!isDisplayed(message)) return;
    const { displayId } = displayIdOf(message.content);
    if (displayId === undefined) return;
    this.#changes += 1;
    this.#updates.push({ mime: message.content.data, ...metadataOf(message.content), displayId });
  }

  /** An output widget says with the id of the message to take the outputs of, and with none, when it begins and ends. */
  #take(widget: string, data: unknown): void {
    const state = isRecord(data) ? data["state"] : undefined;
    const taken = isRecord(state) ? state["msg_id"] : undefined;
    if (typeof taken !== "string") return;
    if (taken !== "") this.#taking.push(widget);
    else this.#taking.splice(Math.max(0, this.#taking.lastIndexOf(widget)), 1);
  }

  #takenBy(widget: string): OutputCollector {
    const taken = this.#taken.get(widget) ?? new OutputCollector(this.#limit);
    this.#taken.set(widget, taken);
    return taken;
  }

  #addStream({ name, text }: KernelMessage.IStreamMsg["content"]): void {
    if (text === "") return;
    const outputs = this.#begin();
    const last = outputs.at(-1);
    if (last?.type === "stream" && last.name === name) last.chunks.push(text);
    else outputs.push({ type: "stream", name, chunks: [text] });
  }

  #addDisplay(content: KernelMessage.IDisplayDataMsg["content"]): void {
    const outputs = this.#begin();
    this.#update(content);
    outputs.push({ type: "display", mime: content.data, ...metadataOf(content), ...displayIdOf(content) });
  }

  #addResult(content: KernelMessage.IExecuteResultMsg["content"]): void {
    const outputs = this.#begin();
    this.#update(content);
    const executionCount = content.execution_count ?? 0;
    const rest = { ...metadataOf(content), ...displayIdOf(content) };
    outputs.push({ type: "result", mime: content.data, executionCount, ...rest });
  }

  #addError({ ename, evalue, traceback }: KernelMessage.IErrorMsg["content"]): void {
    this.#begin().push({ type: "error", name: ename, message: evalue, traceback });
  }

  /** The outputs to add one to: none where they were to be cleared with the next. */
  #begin(): Collected[] {
    this.#changes += 1;
    if (this.#clearPending) this.#drop();
    this.#clearPending = false;
    return this.#outputs;
  }

  /** One id may stand for several displays: all become what the latest shows. */
  #update(content: KernelMessage.IUpdateDisplayDataMsg["content"] | KernelMessage.IDisplayDataMsg["content"]): void {
    const { displayId } = displayIdOf(content);
    if (displayId === undefined) return;
    const update = { mime: content.data, ...metadataOf(content), displayId };
    for (const output of this.#outputs) {
      if (output.type !== "display" && output.type !== "result") continue;
      if (output.displayId !== displayId) continue;
      this.#changes += 1;
      Object.assign(output, { metadata: undefined }, update);
    }
  }

  #keepEnds(): void {
    for (const output of this.#outputs) {
      if (output.type === "stream") output.chunks = cutPieces(output.chunks);
      else if (output.type === "error") Object.assign(output, cutError(output));
      else output.mime = cutMime(output.mime);
    }
    this.#changes += 1;
    this.#updates = this.#updates.map((update) => ({ ...update, mime: cutMime(update.mime) }));
  }

  #clear(wait: boolean): void {
    if (wait) {
      this.#clearPending = true;
      return;
    }
    this.#changes += 1;
    this.#drop();
  }

  #drop(): void {
    this.#dropped = true;
    this.#cleared = addCleared(this.#cleared, this.#outputs);
    this.#outputs = [];
  }
}

function isDisplayed(
  message: KernelMessage.IIOPubMessage,
): message is KernelMessage.IDisplayDataMsg | KernelMessage.IUpdateDisplayDataMsg | KernelMessage.IExecuteResultMsg {
  return (
    isMessage(message, "display_data") ||
    isMessage(message, "update_display_data") ||
    isMessage(message, "execute_result")
  );
}
