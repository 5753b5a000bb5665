import { cutLine } from "./cut-line.ts";
import type { Problem } from "./list-problems.ts";
import { renderDifference } from "./render-difference.ts";
import { plainStyle } from "./style.ts";
import { visible } from "./visible.ts";

/** What is wrong in a few plain lines, for a reader who sees its place already: message, difference, what to do. */
export function plainProblem({
  message,
  difference,
  advice,
}: Omit<Problem, "advice"> & { readonly advice?: string }): string {
  const rows = [
    visible(message),
    ...(difference === undefined ? [] : [renderDifference(difference, plainStyle)]),
    ...(advice === undefined ? [] : [cutLine(advice, longest).text]),
  ];
  return rows.join("\n");
}

const longest = 600;
