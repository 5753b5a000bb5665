import type { KernelMessage } from "@jupyterlab/services";

import type { MimeBundle } from "../lesson/mime-bundle.ts";
import { isMessage } from "./messages.ts";

/** How much a message puts out, in bytes of UTF-8: text, what is displayed, an error with its traceback, updates of displays. */
export function bytesOf(message: KernelMessage.IIOPubMessage): number {
  if (isMessage(message, "stream")) return byteLength(message.content.text);
  if (isMessage(message, "error")) {
    const { ename, evalue, traceback } = message.content;
    return sum([ename, evalue, ...traceback].map((text) => byteLength(text)));
  }
  const shows =
    isMessage(message, "display_data") ||
    isMessage(message, "update_display_data") ||
    isMessage(message, "execute_result");
  return shows ? bytesOfMime(message.content.data) : 0;
}

/** What is under all mime types, JSON as it would be written. */
export function bytesOfMime(mime: MimeBundle): number {
  return sum(Object.values(mime).map((value) => byteLength(typeof value === "string" ? value : JSON.stringify(value))));
}

/** A page counts too, and has no `Buffer`. */
const byteLength: (text: string) => number =
  typeof Buffer === "undefined" ? (text) => new TextEncoder().encode(text).length : (text) => Buffer.byteLength(text);

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
