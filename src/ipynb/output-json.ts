import type { Output } from "../model/observation.ts";
import { pythonLines } from "../notebook/python-lines.ts";
import type { JsonOutput } from "./json-output.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";

/** An output as nbformat keeps it. */
export function outputJson(output: Output): JsonOutput {
  switch (output.type) {
    case "stream":
      return { name: output.name, output_type: "stream", text: pythonLines(output.text) };
    case "display":
      return { data: dataJson(output.mime), metadata: output.metadata ?? {}, output_type: "display_data" };
    case "result":
      return {
        data: dataJson(output.mime),
        execution_count: output.executionCount,
        metadata: output.metadata ?? {},
        output_type: "execute_result",
      };
    case "error":
      return {
        ename: output.name,
        evalue: output.message,
        output_type: "error",
        traceback: output.traceback,
      };
  }
}

/** A view is of a model in the notebook's metadata, which no kernel sends with it. */
export const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";

/** Text is split into lines, as Python's nbformat does it; an image's base64 is not. */
function dataJson(mime: MimeBundle): MimeBundle {
  return Object.fromEntries(
    Object.entries(mime).map(([type, value]) => [
      type,
      typeof value === "string" && isSplit(type) ? pythonLines(value) : value,
    ]),
  );
}

function isSplit(type: string): boolean {
  return type.startsWith("text/") || type === "application/javascript" || type === "image/svg+xml";
}
