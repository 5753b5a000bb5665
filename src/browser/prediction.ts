import type { CellView } from "./cell-view.ts";
import { element, need } from "./elements.ts";

/** What a cell shows stays folded until it was guessed: by a choice, or in words. */
export function addPrediction(place: HTMLElement, cell: CellView): void {
  const choices = [...place.querySelectorAll<HTMLDetailsElement>("details.choice")];
  const hasGuessed = choices.length > 0 ? chosen(choices) : written(place);
  cell.isFolded = () => !hasGuessed();
}

function chosen(choices: readonly HTMLDetailsElement[]): () => boolean {
  let once = false;
  for (const choice of choices) choice.addEventListener("toggle", () => (once ||= choice.open));
  return () => once;
}

function written(place: HTMLElement): () => boolean {
  const field = document.createElement("textarea");
  field.rows = 2;
  field.autocomplete = "off";
  field.spellcheck = false;
  need(place, ".question").after(element("label", "guess", "Your guess, before you run the cell", field));
  return () => field.value.trim() !== "";
}
