import type { Mutation, MutantKind, Survivor } from "../model/mutation.ts";
import type { LessonReport, Report } from "../model/report.ts";
import { sumMutations } from "../model/sum-mutations.ts";
import { groupBy } from "../basics/group-by.ts";
import { renderPlace } from "./headline.ts";
import { indent } from "./indent.ts";
import { labelled } from "./labelled.ts";
import { renderExcerpt } from "./render-excerpt.ts";
import { renderScore } from "./render-score.ts";
import type { Style } from "./style.ts";
import { plural } from "./words.ts";

/** How changed outputs are listed. */
export interface MutationsOptions {
  readonly style: Style;
  /** Also those that a hole or `...` let through. */
  readonly verbose: boolean;
}

/** The changed outputs that patterns still accept, and a score for each lesson over all kernels; nothing where none were tried. */
export function renderMutations({ lessons }: Pick<Report, "lessons">, { style, verbose }: MutationsOptions): string {
  const measured = lessons.flatMap((lesson) => {
    const mutations = mutationsOf(lesson);
    return mutations.length === 0 ? [] : [{ name: lesson.name, mutation: sumMutations(mutations) }];
  });
  if (measured.length === 0) return "";
  const survivors = measured.flatMap(({ mutation }) => merge(mutation.survivors));
  const width = Math.max(...measured.map(({ name }) => name.length));
  const scores = measured.map(({ name, mutation }) => `${name.padEnd(width)}  ${renderBoth(mutation, style)}`);
  return [
    ...survivors.filter(({ inHole }) => !inHole).map((survivor) => renderSurvivor(survivor, style)),
    ...(verbose ? byPlace(survivors.filter(({ inHole }) => inHole)) : []).map((group) => renderGroup(group, style)),
    [
      "Changed outputs that the patterns refuse, of text that they spell out:",
      ...scores.map((score) => indent(score)),
    ].join("\n"),
  ].join("\n\n");
}

function mutationsOf({ steps }: LessonReport): readonly Mutation[] {
  return steps.flatMap(({ results }) => results.flatMap(({ mutation }) => mutation ?? []));
}

/** Several kernels often show the same. */
function merge(survivors: readonly Survivor[]): readonly Survivor[] {
  return [...groupBy(survivors, (survivor) => JSON.stringify(survivor)).values()].flatMap(([first]) => first ?? []);
}

function byPlace(survivors: readonly Survivor[]): readonly (readonly Survivor[])[] {
  return [...groupBy(survivors, ({ place }) => JSON.stringify(place)).values()];
}

function renderSurvivor(survivor: Survivor, style: Style): string {
  return renderChange(survivor, `The pattern still accepts the output with ${changes[survivor.kind]}`, style);
}

/** A hole lets through what it is there for: an example tells enough. */
function renderGroup(survivors: readonly Survivor[], style: Style): string {
  const [first] = survivors;
  if (first === undefined) return "";
  const count = plural(survivors.length, "change");
  return renderChange(first, `A hole or \`...\` lets ${count} through, such as ${changes[first.kind]}`, style);
}

function renderChange({ kind, place, before, after }: Survivor, message: string, style: Style): string {
  return [
    `${style.place(renderPlace(place))}  ${style.strong(message)}`,
    "",
    indent(renderExcerpt(before, { label: "output", head: 2, tail: 2 }, style)),
    indent(
      kind === "drop"
        ? labelled("changed", style.quiet("nothing"), style)
        : renderExcerpt(after, { label: "changed", head: 2, tail: 2 }, style),
    ),
  ].join("\n");
}

const changes: Readonly<Record<MutantKind, string>> = {
  digit: "another digit",
  sign: "another sign",
  word: "another word",
  drop: "a line dropped",
  double: "a line doubled",
  swap: "two lines swapped",
  statement: "two lines shown by each other's statement",
};

function renderBoth({ spelledOut, inHoles }: Mutation, style: Style): string {
  const apart = style.quiet(inHoles.mutants === 0 ? "" : `  in holes: ${inHoles.refused} of ${inHoles.mutants}`);
  if (spelledOut.mutants === 0) return `nothing is spelled out${apart}`;
  return `${renderScore(spelledOut, style)}${apart}`;
}
