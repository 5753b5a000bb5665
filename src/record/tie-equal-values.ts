import { groupBy } from "../basics/group-by.ts";
import type { DecodePng } from "../basics/pixels.ts";
import { checkCode } from "../check/check-code.ts";
import { chooseVariant } from "../model/choose-variant.ts";
import { seenText } from "../check/seen.ts";
import type { Facts } from "../model/facts.ts";
import { impliesRequirements } from "../lesson/imply.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { Observation } from "../model/observation.ts";
import type { RecordedVariant } from "../lesson/recording.ts";
import { type Captures, matchPattern } from "../pattern/match-pattern.ts";
import { splitLines } from "../pattern/output-lines.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";
import { variantOf } from "./expected-parts.ts";
import { textOf } from "./infer-text.ts";
import type { PartHole } from "./inferred-text.ts";
import { type ValueKind, valueKind } from "./value-kind.ts";

/** A step that had no expectation, with what is recorded of it. */
export interface NewExpectation {
  readonly step: CodeStep;
  readonly variants: readonly RecordedVariant[];
  readonly holes: readonly PartHole[];
  /** The runs that the expectation is made of. */
  readonly runs: readonly NewRun[];
}

/** One run of it. */
export interface NewRun {
  /** Which of the lesson's runs it is. */
  readonly run: number;
  readonly facts: Facts;
  readonly decodePng: DecodePng;
  readonly seen: Observation;
  /** What is captured before the step. */
  readonly captures: Captures;
}

/**
 * Where the same address, process id and so on stands in several places, in each run another: the first place captures
 * it, and the others ask for it again. `taken` are the names that the lesson has already.
 */
export function tieEqualValues(
  steps: readonly NewExpectation[],
  taken: ReadonlySet<string>,
): readonly NewExpectation[] {
  const names = new Set(taken);
  let tied = steps;
  let ties: ReadonlyMap<Site, string> = new Map();
  for (const group of groupsOf(steps).slice(0, mostGroups)) {
    const name = freshName(group[0]?.kind.name ?? "value", names);
    const more = new Map([...ties, ...group.map((site, index) => [site, tiedHole(site, name, index)] as const)]);
    const tried = steps.map((step, index) => withTies(step, index, more));
    if (!pass(tried)) continue;
    names.add(name);
    [tied, ties] = [tried, more];
  }
  return tied;
}

/** Each is tried with all that is recorded; so many things that come again are no one's to tell apart. */
const mostGroups = 50;

/** A hole of a new pattern that reads a value by which a thing is known. */
interface Site {
  /** Index into the steps, and into the step's variants. */
  readonly step: number;
  readonly variant: number;
  /** 0-based in the variant's text. */
  readonly line: number;
  readonly column: number;
  /** As it is written. */
  readonly hole: string;
  readonly kind: ValueKind;
  /** What it read in each run, by the run's number. */
  readonly values: ReadonlyMap<number, string>;
}

/** Holes that read the same in each run, the first of them in front. */
function groupsOf(steps: readonly NewExpectation[]): readonly (readonly Site[])[] {
  const groups = new Map<string, Site[]>();
  for (const [index, step] of steps.entries()) {
    for (const site of sitesOf(step, index)) {
      // A name that only one variant binds says nothing where another one is chosen.
      const within = step.variants.length === 1 ? "" : `${site.step} ${site.variant}`;
      const key = JSON.stringify([within, site.kind.name, ...site.values]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [site]);
      else group.push(site);
    }
  }
  return [...groups.values()].map((group) => reached(group, steps)).filter((group) => group.length > 1);
}

/** Those that come to be only where the first has, too; in other steps, only what changes from run to run. */
function reached(group: readonly Site[], steps: readonly NewExpectation[]): readonly Site[] {
  const [first] = group;
  if (first === undefined) return [];
  const varies = new Set(first.values.values()).size > 1;
  if (!varies && first.kind.mustVary) return [];
  return group.filter(({ step }) => {
    if (step === first.step) return true;
    const [own, wanted] = [steps[step]?.step.requires, steps[first.step]?.step.requires];
    return varies && own !== undefined && wanted !== undefined && impliesRequirements(own, wanted);
  });
}

function sitesOf({ step, variants, runs }: NewExpectation, index: number): readonly Site[] {
  return variants.flatMap(({ parts }, variant) => {
    if (parts.shows === undefined || parts.unordered === true) return [];
    const holes = holesOf(parts.shows).flatMap((hole) => {
      const kind = valueKind(hole);
      return kind === undefined ? [] : [{ ...hole, kind }];
    });
    const names = new Map(holes.map((hole, at) => [hole, named(hole.hole, `site${at}`)] as const));
    const { pattern } = parsePattern(withHoles(parts.shows, names));
    const own = runs.filter(({ facts }) => step.expect?.variants.indexOf(variantFor(step, facts)) === variant);
    const read = own.map(({ run, seen, captures }) => {
      return { run, ...matchPattern(pattern, seenText(seen), { captures }) };
    });
    if (read.length === 0 || read.some(({ matched }) => !matched)) return [];
    return holes.flatMap((hole, at) => {
      const values = new Map(read.map(({ run, captures }) => [run, captures[`site${at}`] ?? ""]));
      return [...values.values()].every((value) => hole.kind.identifies(value))
        ? [{ step: index, variant, ...hole, values }]
        : [];
    });
  });
}

type Variant = NonNullable<CodeStep["expect"]>["variants"][number];

function variantFor({ expect }: CodeStep, facts: Facts): Variant {
  const variant = expect && chooseVariant(expect, facts);
  if (variant === undefined) throw new Error("A new expectation has a variant for each kernel that it was made on");
  return variant;
}

type HoleSite = Pick<Site, "line" | "column" | "hole"> & { readonly before: string };

/** The holes that have no name and no constraint, in order. */
function holesOf(text: string): readonly HoleSite[] {
  const written = splitLines(text);
  return parsePattern(text).pattern.lines.flatMap((line, index) =>
    line.kind === "ellipsis"
      ? []
      : line.segments.flatMap((segment): readonly HoleSite[] => {
          if (segment.kind === "literal") return [];
          const { source, column, name, constraints } = segment.hole;
          const before = (written[index] ?? "").slice(0, column);
          return name === undefined && constraints.length === 0 ? [{ line: index, column, hole: source, before }] : [];
        }),
  );
}

function named(hole: string, name: string): string {
  return hole.replace("$(", () => `$(${name}:`);
}

function tiedHole({ hole }: Site, name: string, index: number): string {
  return index === 0 ? named(hole, name) : `$(=${name})`;
}

type HolePlace = Pick<Site, "line" | "column" | "hole">;

/** The text with other holes in some places. */
function withHoles(text: string, holes: ReadonlyMap<HolePlace, string>): string {
  const byLine = groupBy([...holes], ([{ line }]) => String(line));
  const lines = splitLines(text).map((written, line) => {
    const pieces: string[] = [];
    let end = 0;
    for (const [{ column, hole }, put] of (byLine.get(String(line)) ?? []).toSorted(
      ([a], [b]) => a.column - b.column,
    )) {
      pieces.push(written.slice(end, column), put);
      end = column + hole.length;
    }
    return [...pieces, written.slice(end)].join("");
  });
  return textOf(lines);
}

function withTies(made: NewExpectation, index: number, ties: ReadonlyMap<Site, string>): NewExpectation {
  const own = new Map([...ties].filter(([site]) => site.step === index));
  if (own.size === 0) return made;
  let { holes } = made;
  const variants = made.variants.map((variant, at): RecordedVariant => {
    const here = new Map([...own].filter(([site]) => site.variant === at));
    const { shows } = variant.parts;
    if (here.size === 0 || shows === undefined) return variant;
    const now = withHoles(shows, here);
    holes = renamed(holes, here, { before: splitLines(shows), now: splitLines(now) });
    return { ...variant, parts: { ...variant.parts, shows: now } };
  });
  const { step } = made;
  const expect = step.expect && { ...step.expect, variants: variants.map((each) => variantOf(step.place, each)) };
  return { ...made, step: expect === undefined ? step : { ...step, expect }, variants, holes };
}

/** The holes as they are listed for review, with the names that they have now. */
function renamed(
  holes: readonly PartHole[],
  ties: ReadonlyMap<Site, string>,
  { before, now }: { readonly before: readonly string[]; readonly now: readonly string[] },
): readonly PartHole[] {
  const tied = groupBy([...ties], ([{ line, hole }]) => `${line} ${hole}`);
  const left = new Map([...tied].map(([key, own]) => [key, own.values()]));
  return holes.map((each) => {
    if (each.source !== before[each.line]) return each;
    const [, hole] = left.get(`${each.line} ${each.hole}`)?.next().value ?? [];
    const source = now[each.line] ?? each.source;
    if (hole === undefined) return { ...each, source };
    const what = hole.startsWith("$(=") ? `the same ${each.what.replace(/^an? /, "")} again` : each.what;
    return { ...each, hole, what, source };
  });
}

function freshName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 2, next = name; ; count += 1) {
    if (!taken.has(next)) return next;
    next = `${name}${count}`;
  }
}

/** Whether every run still passes, step by step. */
function pass(steps: readonly NewExpectation[]): boolean {
  const bound = new Map<number, Captures>();
  return steps.every(({ step, runs }) =>
    runs.every(({ run, seen, captures, ...kernel }) => {
      const outcome = checkCode(step, seen, { ...kernel, captures: { ...captures, ...bound.get(run) } });
      bound.set(run, outcome.captures);
      return outcome.findings.length === 0 && outcome.unset === undefined;
    }),
  );
}
