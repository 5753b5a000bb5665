import type { Output } from "../model/observation.ts";
import type { CellView } from "./cell-view.ts";
import { button, element, need } from "./elements.ts";
import type { LessonCell } from "../model/lesson-data.ts";
import type { RunEnd } from "./python.ts";
import { showOutputs } from "./show-outputs.ts";

export interface ExerciseOptions {
  readonly place: HTMLElement;
  readonly check: LessonCell;
  readonly answer: CellView;
  /** It has passed before. */
  readonly passed: boolean;
  readonly onCheck: (exercise: Exercise) => void;
  readonly onPassed: (passed: boolean) => void;
}

/** An exercise in the page: its answer's cell, and the notebook's own check of it. */
export interface Exercise {
  readonly answer: CellView;
  readonly check: LessonCell;
  /** The answer is another one: what was said of the last holds for that alone. */
  change(): void;
  begin(): void;
  show(outputs: readonly Output[]): void;
  end(end: RunEnd): void;
}

/** Adds the button that checks, and what it says. */
export function addExercise(options: ExerciseOptions): Exercise {
  const { place, check, answer, onCheck, onPassed } = options;
  const verdict = need(place, ".verdict");
  const heading = need(place, "h3");
  const said = element("div", "said");
  said.setAttribute("role", "status");
  const mark = element("span", "passed");
  heading.append(" ", mark);
  const showPassed = (words: "✓ passed" | "✓ passed earlier" | ""): void => {
    mark.textContent = words;
    place.classList.toggle("is-passed", words !== "");
  };
  // What is in the cell now may be another answer.
  showPassed(options.passed ? "✓ passed earlier" : "");
  const exercise: Exercise = {
    answer,
    check,
    change() {
      if (mark.textContent !== "") showPassed("✓ passed earlier");
      said.classList.toggle("outdated", said.textContent !== "");
    },
    begin: () => said.setAttribute("aria-busy", "true"),
    show: (outputs) => showOutputs(said, outputs),
    end({ kind, checked = [], reason, interrupted }) {
      said.removeAttribute("aria-busy");
      if (kind === "gone" || interrupted === true) {
        said.textContent = reason ?? "The check was stopped: it says nothing about your answer.";
        return;
      }
      const passed = checked.length === check.tests && checked.every((outcome) => outcome === "passed");
      // It may have been changed meanwhile.
      const outdated = answer.ran !== answer.code;
      said.classList.toggle("outdated", outdated);
      showPassed(passed ? (outdated ? "✓ passed earlier" : "✓ passed") : "");
      onPassed(passed);
    },
  };
  verdict.append(
    button("Check", () => onCheck(exercise), { label: `Check your answer: ${heading.firstChild?.textContent ?? ""}` }),
    said,
  );
  return exercise;
}
