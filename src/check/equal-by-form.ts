import { commonLength } from "../basics/common-length.ts";
import type { ExpectedParts, SavedRaw } from "../lesson/expectation.ts";
import type { EqualByForm } from "../model/equal-by-form.ts";
import type { Observation } from "../model/observation.ts";
import { hasPicture, type TextForm, textFormNames, withForms } from "../model/saved-forms.ts";
import { asCompared } from "./as-compared.ts";
import { comparedTexts } from "./check-bundles.ts";
import { raisedError } from "./raised.ts";
import { plainText, seenText, streamText } from "./seen.ts";

type Pair = readonly [saved: string, came: string];

/** What of a cell that passed is equal to what its notebook has saved by its form alone: of each form the first line, and how many. */
export function equalByForm(parts: ExpectedParts, shown: Observation): readonly EqualByForm[] {
  const { forms, saved } = parts;
  if (forms === undefined || saved === undefined) return [];
  const seen = asCompared(shown, forms);
  const lines = textPairs(parts, seen, saved).flatMap(linesOf);
  const found = [
    ...lines.flatMap(([before, now]) => formsOf(before, now, forms).map((form) => ({ form, before, now }))),
    ...captionPairs(shown, saved.captions).map(([before, now]) => ({ form: "caption" as const, before, now })),
  ];
  const names = [...new Set(found.map(({ form }) => form))];
  return names.map((form) => {
    const all = found.filter((each) => each.form === form);
    const [{ before, now } = { before: "", now: "" }] = all;
    return { form, lines: all.length, ...aroundDifference(before, now) };
  });
}

function textPairs(parts: ExpectedParts, seen: Observation, saved: SavedRaw): readonly Pair[] {
  return [
    [saved.shown, seenText(seen)],
    ...(parts.stderr === undefined ? [] : [[saved.stderr, streamText(seen, "stderr")] as const]),
    [saved.message, raisedError(seen)?.message ?? ""],
    ...comparedTexts(parts.bundles ?? [], seen),
  ];
}

/** Line by line, those that are not the same. */
function linesOf([saved, came]: Pair): readonly Pair[] {
  if (saved === came) return [];
  const [before, now] = [saved.split("\n"), came.split("\n")];
  return before.flatMap((line, index) => {
    const pair = [line.trimEnd(), (now[index] ?? "").trimEnd()] as const;
    return pair[0] === pair[1] ? [] : [pair];
  });
}

/** The forms without which two lines would differ; none where they differ in any case, as the pattern language allows. */
function formsOf(saved: string, came: string, forms: NonNullable<ExpectedParts["forms"]>): readonly TextForm[] {
  const areEqual = (names: readonly TextForm[]): boolean =>
    withForms(saved, forms, names).trimEnd() === withForms(came, forms, names).trimEnd();
  if (!areEqual(textFormNames)) return [];
  const needed = textFormNames.filter((name) => !areEqual(textFormNames.filter((other) => other !== name)));
  // Where one would do as well as another, the first that does.
  return needed.length > 0 ? needed : textFormNames.filter((name) => areEqual([name])).slice(0, 1);
}

function captionPairs(shown: Observation, captions: SavedRaw["captions"]): readonly Pair[] {
  const now = shown.outputs.flatMap((output) =>
    (output.type === "display" || output.type === "result") && hasPicture(output.mime) ? [plainText(output.mime)] : [],
  );
  return captions.flatMap((caption, index) => {
    const came = now[index] ?? "";
    return caption === came ? [] : [[caption.trim(), came.trim()] as const];
  });
}

/** Characters before the difference, and of all. */
const [before, most] = [30, 100];

function aroundDifference(saved: string, came: string): Pick<EqualByForm, "saved" | "came"> {
  const from = Math.max(0, commonLength(saved, came) - before);
  return { saved: cut(saved, from), came: cut(came, from) };
}

function cut(line: string, from: number): string {
  const shown = line.slice(from, from + most);
  return `${from > 0 ? "…" : ""}${shown}${from + most < line.length ? "…" : ""}`;
}
