import type { Diagnostic } from "../source/diagnostic.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import { displayTexts } from "../lesson/display-texts.ts";
import type { Step } from "../lesson/lesson.ts";
import { placeInText } from "../source/place.ts";
import { capturesOf } from "../pattern/captures.ts";
import { nearest } from "../basics/nearest.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";

/** Where a lesson's patterns use captures that nothing before them binds. */
export function checkCaptures(steps: readonly Step[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const known = new Set<string>();
  for (const step of steps) {
    const variants = step.kind === "code" ? (step.expect?.variants ?? []) : [];
    // Which variant will be chosen is not known yet: what any of them binds may be there later.
    const bound = variants.flatMap(({ parts }) => checkParts(parts, known, diagnostics));
    for (const name of bound) known.add(name);
    // A quotation, wherever it stands, is held against its step when that has run, and binds nothing for others.
    const quoted = steps.flatMap(({ quotations = [] }) => quotations).filter((each) => each.step === step.id);
    for (const { expected } of quoted) diagnostics.push(...checkText(expected, known));
  }
  return diagnostics;
}

function checkParts(parts: ExpectedParts, before: ReadonlySet<string>, diagnostics: Diagnostic[]): readonly string[] {
  const known = new Set(before);
  const bound: string[] = [];
  for (const expected of bindingTexts(parts)) {
    diagnostics.push(...checkText(expected, known));
    for (const name of boundBy(expected)) {
      known.add(name);
      bound.push(name);
    }
  }
  // What must not occur binds nothing.
  for (const expected of parts.not ?? []) diagnostics.push(...checkText(expected, known));
  return bound;
}

/** A part's texts in the order in which they are matched. */
function bindingTexts(parts: ExpectedParts): readonly ExpectedText[] {
  const { shows, stdout, stderr, streams, result, error, contains } = parts;
  const texts = [error?.name, error?.message, shows, stdout, stderr, streams, result, contains];
  return [...texts.filter((text) => text !== undefined), ...displayTexts(parts)];
}

function checkText({ pattern, text }: ExpectedText, known: ReadonlySet<string>): readonly Diagnostic[] {
  const { binds, uses } = capturesOf(pattern);
  const unknown = uses.filter((use) => {
    const isBound = binds.some(
      ({ name, line, column }) => name === use.name && (line < use.line || (line === use.line && column < use.column)),
    );
    return !isBound && !known.has(use.name);
  });
  const names = [...known, ...binds.map(({ name }) => name)];
  return unknown.map(({ name, line, column, endColumn }) => {
    const near = nearest(
      name,
      names.filter((each) => each !== name),
    );
    return {
      code: "unknown-capture",
      place: placeInText(text, line, column, endColumn),
      message: `Nothing before this binds \`${name}\``,
      advice: near === undefined ? `Bind it first, as in \`$(${name}:int)\`` : `Did you mean \`${near}\`?`,
    };
  });
}

/** A hole that cannot be read has been reported; its name is not reported again wherever it is used. */
function boundBy({ pattern, text }: ExpectedText): readonly string[] {
  const written = Array.from(text.value.matchAll(/\$\((\w+)\s*:/g), ([, name = ""]) => name);
  return [...capturesOf(pattern).binds.map(({ name }) => name), ...written];
}
