import type { Diagnostic } from "../source/diagnostic.ts";
import { canHoldTogether } from "../lesson/imply.ts";
import type { Step } from "../lesson/lesson.ts";
import type { SourcePlace } from "../source/place.ts";
import type { Quotation } from "../lesson/quotation.ts";
import type { Requirements } from "../lesson/requirements.ts";
import { nearest } from "../basics/nearest.ts";

/** What is wrong with a lesson's quotations: of steps that are not there or show nothing, or for no kernel at all. */
export function checkQuotations(
  steps: readonly Step[],
  { ids, requires }: { readonly ids: readonly string[]; readonly requires: Requirements },
): readonly Diagnostic[] {
  return steps
    .flatMap(({ quotations = [] }) => quotations)
    .flatMap((quotation): readonly Diagnostic[] => {
      if (!ids.includes(quotation.step)) return [unknownStep(quotation, ids)];
      const quoted = steps.find(({ id }) => id === quotation.step);
      if (quoted === undefined) return [];
      return quoted.kind === "code"
        ? checkWhen(quotation, [requires, quoted.requires])
        : [showsNothing(quotation, quoted)];
    });
}

function unknownStep({ step, place }: Quotation, ids: readonly string[]): Diagnostic {
  const near = nearest(step, ids);
  const advice =
    near === undefined
      ? "Give the step this `id`; a step of another lesson cannot be quoted"
      : `Did you mean \`${near}\`?`;
  return bad(place, `No step of this lesson has the id \`${step}\``, advice);
}

const kinds: Readonly<Record<Exclude<Step["kind"], "code">, string>> = {
  prose: "prose",
  quiz: "a quiz",
  exercise: "an exercise",
};

function showsNothing({ step, place }: Quotation, { kind }: Exclude<Step, { kind: "code" }>): Diagnostic {
  const message = `\`${step}\` is ${kinds[kind]}, whose output cannot be quoted`;
  return bad(place, message, "Quote a step with `code`");
}

/** A quotation for kernels on which its step never runs. */
function checkWhen({ step, place, when }: Quotation, others: readonly Requirements[]): readonly Diagnostic[] {
  if (when === undefined || canHoldTogether([when, ...others])) return [];
  const message = canHoldTogether([when])
    ? `\`${step}\` never runs where this quotation is for, so that nothing ever checks it`
    : "This quotation is for no kernel at all: its conditions exclude each other";
  return [bad(place, message, "Mend the conditions, or remove the block")];
}

function bad(place: SourcePlace, message: string, advice: string): Diagnostic {
  return { code: "bad-quotation", place, message, advice };
}
