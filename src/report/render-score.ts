import type { MutationScore } from "../model/mutation.ts";
import type { Style } from "./style.ts";
import { plural } from "./words.ts";

/** How many of the changes were refused, as a share and in figures. */
export function renderScore({ mutants, refused }: MutationScore, style: Style): string {
  const dress = refused === mutants ? style.good : style.warning;
  // Never rounded up to what only those without survivors have.
  const score = (Math.floor((refused * 1000) / mutants) / 10).toFixed(1).padStart(5);
  return `${dress(`${score} %`)}  ${refused} of ${plural(mutants, "change")}`;
}
