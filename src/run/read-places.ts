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
  return Array.from({ length: values.length / 3 }, (_, index) => placedOutput(values.slice(3 * index, 3 * index + 3)));
}

function isOurs(entry: unknown): entry is { readonly places: string } {
  return isRecord(entry) && entry["source"] === "nbproof" && typeof entry["places"] === "string";
}

const kinds = ["text", "text", "display", "result"] as const;
const PART = 4;

function placedOutput([kind = "", length = "", lines = ""]: readonly string[]): PlacedOutput {
  const bits = Number.parseInt(kind, 16);
  return {
    kind: kinds[bits % PART] ?? "text",
    length: Number.parseInt(length, 16),
    running: { lines: readLines(lines), whole: bits < PART },
  };
}

/** 16 bits each, the innermost lowest. */
function readLines(digits: string): readonly number[] {
  const padded = digits.padStart(Math.ceil(digits.length / 4) * 4, "0");
  const lines = Array.from({ length: padded.length / 4 }, (_, index) =>
    Number.parseInt(padded.slice(4 * index, 4 * index + 4), 16),
  );
  return lines.toReversed().filter((line) => line > 0);
}
