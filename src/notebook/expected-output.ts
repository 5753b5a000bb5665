import type { Expectation, ExpectedParts } from "../lesson/expectation.ts";
import { showPattern } from "../pattern/show-pattern.ts";
import { describeRequirements } from "./describe-requirements.ts";

/** What a cell shows, as far as its author says, on some kernels. */
export interface ExpectedOutput {
  /** On which: `On CPython 3.12 or later`, and where that is not so `Otherwise, on a 64-bit system`; empty: on all. */
  readonly where: string;
  readonly text: string;
}

/** What an expectation says to its reader: a hole is `…`; nothing where it holds no text. */
export function expectedOutputs(expect: Expectation | undefined): readonly ExpectedOutput[] {
  const variants = expect?.variants ?? [];
  return variants.flatMap(({ when, parts }, index): readonly ExpectedOutput[] => {
    const text = textOf(parts);
    // Where others are spelled out, holes alone tell nobody anything.
    if (text === undefined || (variants.length > 1 && !/[^…\s]/.test(text))) return [];
    // The first variant that fits holds, so that each is for what is left.
    const needs = when === undefined ? "" : `on ${describeRequirements(when)}`;
    const where = [...(index === 0 ? [] : ["otherwise"]), ...(needs === "" ? [] : [needs])].join(", ");
    return [{ where: where.charAt(0).toUpperCase() + where.slice(1), text }];
  });
}

function textOf(parts: ExpectedParts): string | undefined {
  const { shows, stdout, streams, stderr, result, contains, error, nothing } = parts;
  if (nothing === true) return "(nothing)";
  const printed = shows ?? streams ?? stdout ?? contains;
  const texts = [printed, shows === undefined ? result : undefined, printed === undefined ? stderr : undefined];
  const lines = texts.flatMap((text) => (text === undefined ? [] : [showPattern(text.text.value).replace(/\n$/, "")]));
  if (error !== undefined) {
    const said = error.message === undefined ? "" : `: ${showPattern(error.message.text.value).trimEnd()}`;
    lines.push((error.name?.text.value ?? "An exception") + said);
  }
  return lines.length === 0 ? undefined : lines.join("\n");
}
