import type { UnstableStep } from "../model/stress.ts";
import { shownPlace } from "../source/place.ts";
import { cutLine } from "./cut-line.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";
import { plural } from "./words.ts";

/** What a stress has found. */
export interface Stress {
  readonly steps: readonly UnstableStep[];
  /** Why the infrastructure failed, lesson by lesson. */
  readonly lost: readonly string[];
  readonly runs: number;
  readonly lessons: number;
  readonly hashSeed: number;
}

/** Each step that did not pass in all runs: how often, what alone makes it fail, and the holes that would fit. */
export function renderStress({ steps, lost, runs, lessons, hashSeed }: Stress, style: Style): string {
  const kernels = new Set(steps.map(({ kernel }) => kernel)).size;
  const blocks = steps.map((step) => renderStep(step, kernels > 1, style));
  const failures = [...new Set(lost)].map((reason) => style.bad(`The run failed: ${visible(reason)}`));
  const sum = `${plural(lessons, "lesson")} in ${plural(runs, "run")}: `;
  const verdict =
    steps.length === 0 ? style.good("every step is stable") : style.bad(plural(steps.length, "unstable step"));
  return `${[...blocks, ...failures, `${sum}${verdict}\nFor the same again: --hash-seed ${hashSeed}`].join("\n\n")}\n`;
}

function renderStep(step: UnstableStep, named: boolean, style: Style): string {
  const { place, kernel, failed, runs, message, varied, holes, reason } = step;
  const at = shownPlace(place);
  const on = named ? ` on ${visible(kernel)}` : "";
  const lines = [
    `${style.place(`${visible(at.file)}:${at.line}`)}  ${style.bad(`failed in ${failed} of ${plural(runs, "run")}${on}`)}  ${visible(message)}`,
    `  ${style.strong("varied")}  ${causeOf(step, varied)}`,
    ...holes.map(({ line, what, seen }) => {
      const shown = seen.slice(0, 3).map((text) => cutLine(text, 30).text);
      const pattern = style.warning(cutLine(line.trim(), style.columns - 40).text);
      return `  ${style.strong("fits")}    ${pattern}  ${what}${style.quiet(`: ${shown.join(", ")}`)}`;
    }),
    ...(reason === undefined ? [] : [`  ${style.strong("fits")}    no hole: ${visible(reason)}`]),
  ];
  return lines.join("\n");
}

function causeOf({ failed, runs }: UnstableStep, varied: readonly string[]): string {
  if (failed === runs) return "nothing: it fails always";
  if (varied.length > 0) return varied.join(", ");
  return "nothing that changes it alone: chance, or several things together";
}
