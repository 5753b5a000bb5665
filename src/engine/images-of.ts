import { mimeText } from "../check/seen.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import type { ReportImage } from "../model/report.ts";

const types = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"];

/** So many of a step, none longer than this: a report is for a reader. */
const most = { images: 4, length: 700_000 };

/** The pictures that a step's cells showed, in order. */
export function imagesOf({ actions }: ObservedStep): readonly ReportImage[] {
  const cells = actions.filter(({ action }) => action.kind === "cell");
  const outputs = cells.flatMap(({ observations }) => observations.flatMap((seen) => seen.outputs));
  return outputs
    .flatMap((output): readonly ReportImage[] => {
      if (output.type !== "display" && output.type !== "result") return [];
      const mimeType = types.find((type) => output.mime[type] !== undefined);
      const content = mimeType === undefined ? undefined : mimeText(output.mime, mimeType);
      if (mimeType === undefined || content === undefined || content.length > most.length) return [];
      return [{ mimeType, content }];
    })
    .slice(0, most.images);
}
