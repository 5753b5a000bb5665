import type { Observation, Output } from "../model/observation.ts";
import { type SourcePlace, placeInText, type SourceText } from "../source/place.ts";

export type RaisedError = Extract<Output, { type: "error" }>;

/** The exception that ended a cell, where one did. */
export function raisedError(seen: Observation): RaisedError | undefined {
  return seen.outputs.find((output) => output.type === "error");
}

/** The traceback as plain text. */
export function tracebackText(error: RaisedError): string {
  // eslint-disable-next-line no-control-regex -- ANSI colours begin with an escape character
  return error.traceback.join("\n").replaceAll(/\u001B\[[0-9;]*m/g, "");
}

/** Where in the lesson's code the exception came from: IPython's traceback names the cell's line in its first frame. */
export function raisedPlace(error: RaisedError, code: SourceText): SourcePlace {
  const frames = tracebackText(error).split("\n");
  const line = frames.map(cellLine).find((found) => found !== undefined);
  return placeInText(code, line === undefined ? 0 : Number(line) - 1);
}

function cellLine(frame: string): string | undefined {
  const at = /Cell In ?\[\d+\]|Input In \[\d+\]|<ipython-input-[^<>]*>/.exec(frame)?.index;
  return at === undefined ? undefined : /line (\d+)/.exec(frame.slice(at))?.[1];
}

/** The global name that was missing, where the error is a NameError. */
export function missingName(error: { readonly name: string; readonly message: string }): string | undefined {
  return error.name === "NameError" ? /^(?:free variable|name) '([^']+)'/.exec(error.message)?.[1] : undefined;
}
