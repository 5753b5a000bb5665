import type { KernelMessage } from "@jupyterlab/services";

import { isRecord } from "../basics/is-record.ts";
import type { RunningLines } from "../model/observation.ts";

/** Something that a cell put out, and what was running then. */
export interface PlacedOutput {
  readonly kind: "text" | "display" | "result";
  /** Of text on stdout: how many characters (code points). */
  readonly length: number;
  readonly running: RunningLines;
}

/** What a reply tells of what the cell put out, in order; nothing where it does not. See placesCode(). */
export function readPlaces(content: KernelMessage.IExecuteReplyMsg["content"]): readonly PlacedOutput[] | undefined {
  const payload: unknown = "payload" in content ? content.payload : undefined;
  const own = Array.isArray(payload) ? payload.find(isOurs) : undefined;
  if (own === undefined) return undefined;
  const values = own.places === "" ? [] : own.places.split(" ");
  const placed: PlacedOutput[] = [];
  for (let at = 0; at + 2 < values.length; at += 3) placed.push(placedOutput(values, at));
  return placed;
}

function isOurs(entry: unknown): entry is { readonly places: string } {
  return isRecord(entry) && entry["source"] === "nbproof" && typeof entry["places"] === "string";
}

const kinds = ["text", "text", "display", "result"] as const;
const PART = 4;

function placedOutput(values: readonly string[], at: number): PlacedOutput {
  const bits = Number.parseInt(values[at] ?? "", 16);
  return {
    kind: kinds[bits % PART] ?? "text",
    length: Number.parseInt(values[at + 1] ?? "", 16),
    running: { lines: readLines(values[at + 2] ?? ""), whole: bits < PART },
  };
}

/** 16 bits each, the innermost lowest. */
function readLines(digits: string): readonly number[] {
  const lines: number[] = [];
  for (let end = digits.length; end > 0; end -= 4) {
    const line = Number.parseInt(digits.slice(Math.max(0, end - 4), end), 16);
    if (line > 0) lines.push(line);
  }
  return lines;
}
