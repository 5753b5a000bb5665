import type { Diagnostic } from "../source/diagnostic.ts";
import type { Expectation, Variant } from "../lesson/expectation.ts";
import { impliesRequirements } from "../lesson/imply.ts";

/** What is wrong with an expectation's variants: those out of reach, and those that contradict themselves. */
export function checkVariants({ variants }: Expectation): readonly Diagnostic[] {
  return variants.flatMap((variant, index) => [
    ...checkReach(variant, variants.slice(0, index)),
    ...checkParts(variant),
  ]);
}

function checkReach({ place, when = {} }: Variant, before: readonly Variant[]): readonly Diagnostic[] {
  const winner = before.find((each) => impliesRequirements(when, each.when ?? {}));
  if (winner === undefined) return [];
  const always = Object.keys(winner.when ?? {}).length === 0;
  return [
    {
      code: "unreachable-variant",
      place,
      message: `This variant can never be chosen: the one in line ${winner.place.line} ${always ? "holds always" : "holds wherever it does"}`,
      advice: "Put the narrower `when` first, and the variant without `when` last",
    },
  ];
}

const shownParts = [
  "shows",
  "stdout",
  "stderr",
  "result",
  "error",
  "streams",
  "display",
  "displays",
  "updates",
  "contains",
] as const;

function checkParts({ place, parts }: Variant): readonly Diagnostic[] {
  const shown = shownParts.filter((name) => parts[name] !== undefined);
  const [first] = shown;
  if (parts.nothing !== true || first === undefined) return [];
  const key = first === "displays" ? "display" : first;
  const message = `\`nothing\` says that the cell shows nothing, and \`${key}\` that it does`;
  return [{ code: "bad-value", place, message, advice: "Remove one of the two" }];
}
