import type { ExpectedParts } from "../lesson/expectation.ts";
import type { Facts } from "../model/facts.ts";
import type { Finding } from "../model/finding.ts";
import type { Lesson } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { ObservedStep } from "../model/observed-step.ts";
import { placeInText } from "../source/place.ts";
import { quotationsOf } from "../lesson/quotations-of.ts";
import { acceptsAnything } from "../pattern/accepts-anything.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { capturesOf } from "../pattern/captures.ts";
import { capturesUsedBy } from "./captures-used-by.ts";
import { quotationsHolding } from "./check-quotations.ts";
import { findUntoldClaim } from "./check-claims.ts";
import { chooseVariant } from "../model/choose-variant.ts";
import { wholeTexts } from "./expected-texts.ts";
import { seenText, streamText } from "./seen.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

interface StrictContext {
  readonly lesson: Lesson;
  readonly facts: Facts;
  /** What is captured before the step. */
  readonly captures: Captures;
}

/** What no expectation of a step that passed could refuse: output that nobody looks at, patterns that accept anything, and claims that could be another line's. */
export function checkStrict(observed: ObservedStep, { lesson, facts, captures }: StrictContext): readonly Finding[] {
  const step = observed.run.step === undefined ? undefined : lesson.steps[observed.run.step];
  const seen = observed.actions[0]?.observations[0];
  // Quizzes and exercises are proven by what their answers do, not by what they print.
  if (step?.kind !== "code" || seen === undefined) return [];
  const variant = step.expect && chooseVariant(step.expect, facts);
  const isQuoted = quotationsHolding(lesson, step, facts).length > 0;
  const place = variant?.place ?? step.code.starts[0] ?? step.place;
  const unseen = (isQuoted ? [] : notLookedAt(seen, variant?.parts ?? {})).map((what): Finding => {
    const message = `The cell shows ${what} and nothing is expected of it`;
    return { code: "expects-nothing", place, message, shown: seenText(seen) };
  });
  const texts = step.expect?.variants.flatMap(({ parts }) => wholeTexts(parts)) ?? [];
  const quoted = quotationsOf(lesson, step).map(({ expected }) => expected);
  const untold = findUntoldClaim(step, { seen, captures });
  return [
    ...unseen,
    ...acceptingAnything([...texts, ...quoted], comparedCaptures(lesson)),
    ...(untold === undefined ? [] : [untold]),
  ];
}

/** What a cell shows and no part of its expectation reads; stderr that nobody asked for never passes. */
function notLookedAt(seen: Observation, parts: ExpectedParts): readonly string[] {
  if (parts.shows ?? parts.contains ?? parts.not ?? parts.nothing) return [];
  const displays = parts.display ?? parts.displays ?? parts.updates;
  const types = new Set(seen.outputs.map(({ type }) => type));
  return [
    ...(streamText(seen, "stdout").trim() === "" || parts.stdout || parts.streams ? [] : ["text on stdout"]),
    ...(!types.has("result") || parts.result || displays ? [] : ["a result"]),
    ...(!types.has("display") || displays ? [] : ["a display"]),
  ];
}

/** On every kernel the same: the variants that are for others are read too. */
function acceptingAnything(texts: readonly ExpectedText[], compared: ReadonlySet<string>): readonly Finding[] {
  return texts.flatMap(({ pattern, text }): readonly Finding[] => {
    const line = acceptsAnything(pattern);
    if (line === undefined || capturesOf(pattern).binds.some(({ name }) => compared.has(name))) return [];
    const source = pattern.lines[line]?.source ?? "";
    const column = source.length - source.trimStart().length;
    const message = `\`${source.trim()}\` takes any text as it comes, and the pattern spells out nothing else`;
    return [{ code: "accepts-anything", place: placeInText(text, line, column), message }];
  });
}

/** The captures that some pattern of the lesson uses: what binds them is held against that. */
function comparedCaptures({ steps }: Lesson): ReadonlySet<string> {
  return new Set(steps.flatMap(capturesUsedBy));
}
