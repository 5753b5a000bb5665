import { compact } from "../basics/compact.ts";
import { chooseVariant } from "../model/choose-variant.ts";
import { isRich } from "../lesson/display-texts.ts";
import type { Expectation, ExpectedParts, Variant } from "../lesson/expectation.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { RecordedParts, RecordedText, RecordedVariant, VariantChange } from "../lesson/recording.ts";
import { claimsFor } from "./claims-for.ts";
import { recordedOf, textsOf, variantOf } from "./expected-parts.ts";
import { groupKernels, type KernelGroup, type KernelRuns } from "./group-kernels.ts";
import { passes, proven } from "./prove-recording.ts";
import type { PartHole } from "./inferred-text.ts";
import { left, type StepRecording } from "./step-recording.ts";
import { subjectsOf } from "./subject.ts";
import { tellApart, type TellOptions, type ToldApart } from "./tell-apart.ts";

/**
 * Holds what a step showed on each kernel against its expectation, and makes of it what would have passed. `packages`:
 * those whose versions may matter.
 */
export function recordStep(
  step: CodeStep,
  kernels: readonly KernelRuns[],
  packages: readonly string[] = [],
): StepRecording {
  if (kernels.every((kernel) => passes(step, kernel))) {
    const isNew = step.expect === undefined;
    return isNew ? recordNew(step, kernels, packages) : { kind: "same" };
  }
  const recording =
    step.expect === undefined
      ? recordNew(step, kernels, packages)
      : step.expect.source === "claims"
        ? recordClaims(step, step.expect, kernels)
        : recordVariants(step, { expect: step.expect, kernels, packages });
  return recording.kind === "changed" ? proven(step, kernels, recording) : recording;
}

function recordNew(step: CodeStep, kernels: readonly KernelRuns[], packages: readonly string[]): StepRecording {
  const groups = groupKernels(step, kernels);
  if ("reason" in groups) return left(groups.reason);
  if (groups.every(({ parts }) => isNothing(parts))) return { kind: "same" };
  const told = tell(step, groups, { packages });
  if (told === undefined) return left(alike(groups));
  const variants = variantsOf(groups, told);
  const expect: Expectation = {
    place: step.place,
    source: "expect",
    variants: variants.map((variant) => variantOf(step.place, variant)),
  };
  return proven(step, kernels, {
    kind: "changed",
    change: { kind: "expect", variants },
    holes: holesOf(groups),
    choices: told,
    expect,
  });
}

function isNothing(parts: RecordedParts): boolean {
  return Object.keys(parts).length === 0 || parts.nothing === true;
}

function filled(parts: RecordedParts): RecordedParts {
  return isNothing(parts) ? { nothing: true } : parts;
}

function holesOf(groups: readonly KernelGroup[]): readonly PartHole[] {
  return groups.flatMap(({ holes }) => holes);
}

function alike(groups: readonly KernelGroup[]): string {
  const [one, other] = groups.map(({ kernels }) => kernels[0]?.kernel ?? "");
  return `It shows something else on ${one} than on ${other}, and nothing that \`when\` can name tells the two apart`;
}

function variantsOf(groups: readonly KernelGroup[], told: readonly ToldApart[]): readonly RecordedVariant[] {
  return told.map(({ group, when = {} }): RecordedVariant => {
    const parts = filled(groups[group]?.parts ?? {});
    return Object.keys(when).length === 0 ? { parts } : { when, parts };
  });
}

/** What tells the kernels apart, what the step is about before all else. */
function tell(
  step: CodeStep,
  groups: readonly KernelGroup[],
  options: Pick<TellOptions, "last" | "packages">,
): readonly ToldApart[] | undefined {
  const texts = groups.map(({ parts }) => [...textsOf(parts).values()].join("\n"));
  const facts = groups.map(({ kernels }) => kernels.map((kernel) => kernel.facts));
  return tellApart(facts, { ...options, about: subjectsOf(step, texts) });
}

function claimedTexts({ parts: { shows } }: Variant): readonly string[] {
  return shows?.text.value.split("\n").slice(0, shows.text.starts.length) ?? [];
}

function recordClaims(step: CodeStep, expect: Expectation, kernels: readonly KernelRuns[]): StepRecording {
  const [variant] = expect.variants;
  const groups = groupKernels(step, kernels, variant?.parts);
  if ("reason" in groups) return left(groups.reason);
  const [group, other] = groups;
  const retry = "remove the cell's claims, and the next update records an `expect`";
  if (other !== undefined)
    return left(`It shows something else from kernel to kernel, and claims have no variants: ${retry}`);
  if (group === undefined || variant === undefined) return { kind: "same" };
  const claims = claimsFor(group.parts, claimedTexts(variant));
  if ("reason" in claims) return left(`${claims.reason}: ${retry}`);
  // A remark is no part of what is held against the output.
  const value = claims.texts.map((text) => `${text.split("  ", 1)[0]}\n`).join("");
  const parts = variantOf(step.place, { parts: { shows: value } }, variant.parts).parts;
  return {
    kind: "changed",
    change: { kind: "claims", texts: claims.texts },
    holes: group.holes,
    expect: { ...expect, variants: [{ ...variant, parts }] },
  };
}

interface ToRecord {
  readonly expect: Expectation;
  readonly kernels: readonly KernelRuns[];
  readonly packages: readonly string[];
}

function recordVariants(step: CodeStep, { expect, kernels, packages }: ToRecord): StepRecording {
  const changes: VariantChange[] = [];
  const variants: Variant[] = [];
  const holes: PartHole[] = [];
  const choices: ToldApart[] = [];
  for (const [index, variant] of expect.variants.entries()) {
    const own = kernels.filter(({ facts }) => chooseVariant(expect, facts) === variant);
    const changed = recordVariant(step, { variant, index, own, packages });
    if ("reason" in changed) return left(changed.reason);
    if (changed.change !== undefined) changes.push(changed.change);
    variants.push(...changed.variants);
    holes.push(...changed.holes);
    choices.push(...changed.choices);
  }
  const without = kernels.filter(({ facts }) => chooseVariant(expect, facts) === undefined);
  const groups = groupKernels(step, without);
  if ("reason" in groups) return left(groups.reason);
  const told = groups.length === 0 ? [] : tell(step, groups, { packages });
  if (told === undefined) return left(alike(groups));
  const after = variantsOf(groups, told);
  variants.push(...after.map((each) => variantOf(step.place, each)));
  return {
    kind: "changed",
    change: { kind: "variants", changes, after },
    holes: [...holes, ...holesOf(groups)],
    choices: [...choices, ...told],
    expect: { ...expect, variants },
  };
}

interface OwnKernels {
  readonly variant: Variant;
  readonly index: number;
  /** Those for which the variant is chosen. */
  readonly own: readonly KernelRuns[];
  readonly packages: readonly string[];
}

interface RecordedChange {
  readonly change?: VariantChange;
  /** What stands in the variant's place from now on. */
  readonly variants: readonly Variant[];
  readonly holes: readonly PartHole[];
  readonly choices: readonly ToldApart[];
}

function recordVariant(
  step: CodeStep,
  { variant, index, own, packages }: OwnKernels,
): RecordedChange | { readonly reason: string } {
  const isRight = (kernel: KernelRuns): boolean =>
    passes(
      {
        ...step,
        input: [],
        expect: { place: variant.place, source: "expect", variants: [{ place: variant.place, parts: variant.parts }] },
      },
      kernel,
    );
  const right = own.filter(isRight);
  const groups = groupKernels(
    step,
    own.filter((kernel) => !right.includes(kernel)),
    variant.parts,
  );
  if ("reason" in groups) return groups;
  if (groups.length === 0) return { variants: [variant], holes: [], choices: [] };
  // What still holds stays, and stays last; so does the only other outcome there is.
  const all = right.length > 0 ? [...groups, { kernels: right, parts: {}, holes: [] }] : groups;
  const told = tell(step, all, { packages, ...(right.length > 0 && { last: groups.length }) });
  if (told === undefined) return { reason: alike(all) };
  if (told.length > 1 && (isRich(variant.parts) || variant.parts.streams !== undefined)) {
    return {
      reason:
        "It shows something else from kernel to kernel, and its variant says what is displayed: write one for each by hand",
    };
  }
  const before = told.slice(0, -1).map(({ group, when }): RecordedVariant => {
    return { when: { ...variant.when, ...when }, parts: filled(all[group]?.parts ?? {}) };
  });
  const final = groups[told.at(-1)?.group ?? -1];
  const becomes = final && becomesOf(variant.parts, filled(final.parts));
  const parts =
    final === undefined
      ? variant
      : { ...variantOf(variant.place, { parts: filled(final.parts) }, variant.parts), ...whenOf(variant) };
  return {
    change: { index, before, ...compact({ becomes }) },
    variants: [...before.map((each) => variantOf(step.place, each, comparisonOf(variant.parts))), parts],
    holes: holesOf(groups),
    choices: told,
  };
}

function whenOf({ when }: Variant): Pick<Variant, "when"> {
  return when === undefined ? {} : { when };
}

function comparisonOf({ spaces, numbers }: ExpectedParts): ExpectedParts {
  return { ...compact({ spaces, numbers }) };
}

/** Text by text where the same keys stay; else the variant is written anew. */
function becomesOf(old: ExpectedParts, parts: RecordedParts): NonNullable<VariantChange["becomes"]> {
  const before = recordedOf(old);
  const [own, next] = [textsOf(before), textsOf(parts)];
  const isSameShape =
    [...own.keys()].join() === [...next.keys()].join() &&
    before.nothing === parts.nothing &&
    before.unordered === parts.unordered;
  if (!isSameShape) return { kind: "parts", parts };
  const texts = [...next].flatMap(([key, text]): readonly RecordedText[] => {
    const [first = "", ...rest] = key.split("\0");
    return own.get(key) === text ? [] : [{ path: [first, ...rest], text }];
  });
  return { kind: "texts", texts };
}
