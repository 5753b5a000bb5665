import { groupBy } from "../basics/group-by.ts";
import type { SolutionChange, SolutionMutation, SolutionSurvivor } from "../model/mutation.ts";
import type { Report } from "../model/report.ts";
import { renderPlace } from "./headline.ts";
import { indent } from "./indent.ts";
import { renderExcerpt } from "./render-excerpt.ts";
import { renderScore } from "./render-score.ts";
import type { Style } from "./style.ts";

/** The changed solutions that all tests accept, and a score for each exercise over all kernels; nothing where none were tried. */
export function renderSolutions({ lessons }: Pick<Report, "lessons">, style: Style): string {
  const measured = lessons.flatMap(({ name, steps }) =>
    steps.flatMap(({ id, place, results }) => {
      const each = results.flatMap(({ solutions }) => solutions ?? []);
      return each.length === 0 ? [] : [{ name: `${name}: ${id ?? `line ${place.line}`}`, sum: sumOf(each) }];
    }),
  );
  if (measured.length === 0) return "";
  const width = Math.max(...measured.map(({ name }) => name.length));
  const scores = measured.map(({ name, sum }) => `${name.padEnd(width)}  ${renderSum(sum, style)}`);
  return [
    ...measured.flatMap(({ sum }) => merge(sum.survivors)).map((survivor) => renderSurvivor(survivor, style)),
    ["Changed solutions that the tests refuse:", ...scores.map((score) => indent(score))].join("\n"),
  ].join("\n\n");
}

function sumOf(each: readonly SolutionMutation[]): SolutionMutation {
  const sum = (of: "mutants" | "refused" | "unended" | "equivalent"): number =>
    each.reduce((total, mutation) => total + mutation[of], 0);
  return {
    mutants: sum("mutants"),
    refused: sum("refused"),
    unended: sum("unended"),
    equivalent: sum("equivalent"),
    survivors: each.flatMap(({ survivors }) => survivors),
  };
}

/** Several kernels often show the same. */
function merge(survivors: readonly SolutionSurvivor[]): readonly SolutionSurvivor[] {
  return [...groupBy(survivors, (survivor) => JSON.stringify(survivor)).values()].flatMap(([first]) => first ?? []);
}

function renderSurvivor({ kind, place, solution, before, after }: SolutionSurvivor, style: Style): string {
  const message = `All tests accept the solution with ${changes[kind]} in line ${solution.line}`;
  return [
    `${style.place(renderPlace(place))}  ${style.strong(message)}`,
    "",
    indent(renderExcerpt(before, { label: "solution", head: 2, tail: 2 }, style)),
    indent(renderExcerpt(after, { label: "changed", head: 2, tail: 2 }, style)),
  ].join("\n");
}

const changes: Readonly<Record<SolutionChange, string>> = {
  operator: "another operator",
  comparison: "another comparison",
  constant: "another constant",
  "off-by-one": "a bound off by one",
  statement: "a statement dropped",
  argument: "two arguments swapped",
  return: "None returned",
};

function renderSum({ mutants, refused, unended, equivalent }: SolutionMutation, style: Style): string {
  const apart = [
    ...(unended === 0 ? [] : [`by their deadline: ${unended}`]),
    ...(equivalent === 0 ? [] : [`declared equivalent: ${equivalent}`]),
  ].map((text) => style.quiet(`  ${text}`));
  const score = mutants === 0 ? "there is nothing to change" : renderScore({ mutants, refused }, style);
  return [score, ...apart].join("");
}
