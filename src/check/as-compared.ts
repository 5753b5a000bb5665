import type { SavedForms } from "../lesson/notebook-settings.ts";
import type { Observation, Output } from "../model/observation.ts";
import { comparedBundle, hasPicture, withoutCaption, withoutNanWarning } from "../model/saved-forms.ts";
import { plainText } from "./seen.ts";

/** What a cell showed, as far as it is compared with what a notebook has saved. */
export function asCompared(seen: Observation, forms: SavedForms): Observation {
  const outputs = seen.outputs.flatMap((output): readonly Output[] => {
    if (output.type === "error") return [output];
    if (output.type === "stream") return streamAsCompared(output, forms);
    const mime = comparedBundle(output.mime, forms);
    if (mime === undefined) return [];
    if (!hasPicture(mime)) return [{ ...output, mime }];
    return [{ ...output, mime: { ...mime, "text/plain": withoutCaption(plainText(mime)) } }];
  });
  return { ...seen, outputs };
}

type Stream = Extract<Output, { type: "stream" }>;

function streamAsCompared(output: Stream, { ignore }: SavedForms): readonly Stream[] {
  if (output.name === "stdout") return [output];
  const text = ignore.includes("stderr") ? "" : withoutNanWarning(output.text);
  return text === "" ? [] : [{ ...output, text }];
}
