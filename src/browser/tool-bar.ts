import { button, element } from "./elements.ts";
import type { PythonState } from "./python.ts";

export interface ToolBarActions {
  readonly onRunAll: () => void;
  readonly onStop: () => void;
}

/** What runs the whole page, and says what Python does. */
export class ToolBar {
  readonly #status = element("span", "status");
  readonly #progress = document.createElement("progress");
  readonly #message = element("p", "message");
  readonly #stop: HTMLButtonElement;

  constructor(place: HTMLElement, { onRunAll, onStop }: ToolBarActions) {
    this.#stop = button("Stop", onStop, { title: "End Python: the next cell starts a new one" });
    this.#status.setAttribute("role", "status");
    this.#message.setAttribute("role", "alert");
    this.#progress.setAttribute("aria-label", "Loading Python");
    const dismiss = button("Close", () => this.tell(""), { label: "Close the message" });
    const message = element("div", "message-box", this.#message, dismiss);
    place.append(button("Run all", onRunAll), this.#stop, this.#status, this.#progress, message);
    this.show({ kind: "off" });
    this.tell("");
  }

  show(state: PythonState): void {
    this.#stop.disabled = state.kind === "off";
    this.#progress.hidden = state.kind !== "loading" && state.kind !== "starting";
    this.#status.textContent = words(state);
    if (state.kind === "loading") {
      this.#progress.max = state.total;
      this.#progress.value = state.loaded;
    } else {
      this.#progress.removeAttribute("value");
    }
  }

  /** Says what has happened, until it is closed. */
  tell(message: string): void {
    this.#message.textContent = message;
    if (this.#message.parentElement !== null) this.#message.parentElement.hidden = message === "";
  }
}

function words(state: PythonState): string {
  switch (state.kind) {
    case "off":
      return "Python starts with the first cell that runs";
    case "loading":
      return `Loading Python: ${megabytes(state.loaded)} of ${megabytes(state.total)} MB`;
    case "starting":
      return "Python starts";
    case "idle":
      return "Python is ready";
    case "busy":
      return "Python runs";
    case "stopping":
      return "Python is to stop: press Stop again to end it";
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
