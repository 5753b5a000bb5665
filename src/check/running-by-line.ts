import type { Observation, RunningLines } from "../model/observation.ts";
import { splitLines } from "../pattern/output-lines.ts";
import { plainText } from "./seen.ts";

/** By line of `seenText`: what was running when it was put out; nothing in it where that is not known. */
export function runningBySeenLine({ outputs }: Observation): readonly (readonly RunningLines[])[] {
  const lines: RunningLines[][] = [[]];
  const add = (running: readonly (readonly RunningLines[])[]): void => {
    for (const [index, own] of running.entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(...own);
    }
  };
  let isLineBegun = false;
  for (const output of outputs) {
    if (output.type === "stream" && output.name === "stdout") {
      const { text, running = text.split("\n").map(() => [unknown]) } = output;
      add(running);
      isLineBegun = text === "" ? isLineBegun : !text.endsWith("\n");
    }
    if (output.type === "result" || output.type === "display") {
      const own = output.running?.[0] ?? [unknown];
      if (isLineBegun) lines.push([]);
      add([...splitLines(`${plainText(output.mime)}\n`).map(() => own), []]);
      isLineBegun = false;
    }
  }
  return lines;
}

const unknown: RunningLines = { lines: [], whole: false };
