import type { Facts } from "../../model/facts.ts";
import type { Lesson } from "../../lesson/lesson.ts";
import type { Mutation } from "../../model/mutation.ts";
import type { ObservedStep } from "../../model/observed-step.ts";
import { sumMutations } from "../../model/sum-mutations.ts";
import type { Captures } from "../../pattern/match-pattern.ts";
import { matchOptionsOf } from "../check-text.ts";
import { chooseVariant } from "../../model/choose-variant.ts";
import { raisedError } from "../raised.ts";
import { errorTexts, textsToCheck } from "../texts-to-check.ts";
import { mutateClaims } from "./mutate-claims.ts";
import { mutateText } from "./mutate-text.ts";

/** What the patterns of a step that passed do about changed outputs; nothing where no pattern reads any. */
export function mutateStep(
  observed: ObservedStep,
  { lesson, facts, captures }: { readonly lesson: Lesson; readonly facts: Facts; readonly captures: Captures },
): Mutation | undefined {
  const step = observed.run.step === undefined ? undefined : lesson.steps[observed.run.step];
  const seen = observed.actions[0]?.observations[0];
  if (step?.kind !== "code" || step.expect === undefined || seen === undefined) return undefined;
  const parts = chooseVariant(step.expect, facts)?.parts;
  if (parts === undefined) return undefined;
  const raised = raisedError(seen);
  const texts = [
    ...(parts.error && raised ? errorTexts(parts.error, raised, parts) : []).map((text) => ({ ...text, compared: {} })),
    ...textsToCheck(parts, seen).map((text) => ({ ...text, compared: parts })),
  ];
  let known = captures;
  const mutations: Mutation[] = [];
  for (const part of texts) {
    if ("finding" in part) continue;
    const { actual, compared, ...text } = part;
    const options = matchOptionsOf(compared, known);
    const { placed, captures: bound } = text.match(text.expected.pattern, actual, options);
    known = bound;
    // What `not` forbids has read nothing.
    if (placed !== undefined) mutations.push(mutateText({ text: { ...text, actual }, options, placed }));
  }
  const claims = mutateClaims(step, { seen, captures });
  if (claims !== undefined) mutations.push(claims);
  return mutations.length === 0 ? undefined : sumMutations(mutations);
}
