import { joinOverwritten } from "../model/join-overwritten.ts";
import type { Output } from "../model/observation.ts";
import { renderTerminalText } from "../model/terminal-text.ts";

/** Outputs as a front end saves them: pieces of a stream together, and no ids of displays. */
export function asSaved(outputs: readonly Output[]): readonly Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.type === "stream" && last?.type === "stream" && output.name === last.name) {
      merged[merged.length - 1] = { ...last, text: last.text + output.text };
    } else merged.push(withoutId(output));
  }
  const texts = joinOverwritten(merged);
  return merged.flatMap((output, index): readonly Output[] => {
    if (output.type !== "stream") return [output];
    const text = texts[index] ?? "";
    return text === "" && output.text !== "" ? [] : [{ ...output, text: renderTerminalText(text) }];
  });
}

function withoutId(output: Output): Output {
  if (output.type !== "display" && output.type !== "result") return output;
  const { displayId: _id, ...rest } = output;
  return rest;
}
