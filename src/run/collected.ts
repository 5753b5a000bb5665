import { compact } from "../basics/compact.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";
import type { Displayed, Output, Running } from "../model/observation.ts";
import { cutLines, cutText } from "./cut-output.ts";
import type { PlacedPiece } from "./place-outputs.ts";

/** An output as it is being collected. */
export type Collected =
  | { type: "stream"; name: "stdout" | "stderr"; chunks: string[]; pieces?: readonly PlacedPiece[] }
  | ({ type: "display" } & Mutable<Displayed & Running>)
  | ({ type: "result"; executionCount: number } & Mutable<Displayed & Running>)
  | { type: "error"; name: string; message: string; traceback: readonly string[] };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An error of which the ends are kept. */
export function cutError({ name, message, traceback }: Extract<Collected, { type: "error" }>): Partial<Collected> {
  return { name: cutText(name), message: cutText(message), traceback: cutLines(traceback) };
}

/** What a reader has of anything but a stream. */
export function finished(output: Exclude<Collected, { type: "stream" }>): Output {
  switch (output.type) {
    case "display":
      return { type: "display", ...displayedOf(output), ...compact({ running: output.running }) };
    case "result":
      return {
        type: "result",
        executionCount: output.executionCount,
        ...displayedOf(output),
        ...compact({ running: output.running }),
      };
    case "error":
      return { type: "error", name: output.name, message: output.message, traceback: output.traceback };
  }
}

function displayedOf({ mime, displayId, ...rest }: Displayed): Displayed {
  return { mime, ...metadataOf(rest), ...compact({ displayId }) };
}

/** Metadata, where there is any. */
export function metadataOf({ metadata }: { readonly metadata?: MimeBundle }): { metadata?: MimeBundle } {
  return metadata === undefined || Object.keys(metadata).length === 0 ? {} : { metadata };
}

/** The id by which a display can be changed, where it has one. */
export function displayIdOf(content: { transient?: { display_id?: string } }): { displayId?: string } {
  const displayId = content.transient?.display_id;
  return displayId === undefined ? {} : { displayId };
}
