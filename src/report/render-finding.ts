import type { Finding } from "../model/finding.ts";
import { shownPlace } from "../source/place.ts";
import { renderCodeFrame } from "./code-frame.ts";
import { renderHeadline } from "./headline.ts";
import { indent } from "./indent.ts";
import { renderAdvice } from "./render-advice.ts";
import { renderDifference } from "./render-difference.ts";
import { renderExcerpt } from "./render-excerpt.ts";
import type { Style } from "./style.ts";

/** One thing wrong that a run showed: what, where in the lesson, expected beside actual, what the cell said, what to do. */
export function renderFinding(finding: Finding, source: string | undefined, style: Style): string {
  const { difference, shown, traceback, advice } = finding;
  const parts = [
    renderHeadline(finding.place, finding.code, finding.message, style),
    source === undefined ? "" : indent(renderCodeFrame(source, shownPlace(finding.place), style)),
    difference === undefined ? "" : indent(renderDifference(difference, style)),
    shown === undefined || saysNoMore(finding) ? "" : indent(renderExcerpt(shown, output, style)),
    traceback === undefined || traceback.trim() === ""
      ? ""
      : indent(renderExcerpt(withoutRule(traceback), raised, style)),
    advice === undefined ? "" : indent(renderAdvice(advice, style.columns - 2)),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

const output = { label: "output", head: 6, tail: 6 };

// The last frames tell most.
const raised = { label: "raised", head: 4, tail: 16 };

/** The whole output is the line that differs, which is shown already. */
function saysNoMore({ difference, shown = "" }: Finding): boolean {
  return shown.trimEnd() === "" || difference?.actual?.trim() === shown.trim();
}

/** IPython begins a traceback with a line of dashes, which takes room and says nothing. */
function withoutRule(traceback: string): string {
  return traceback.replace(/^-+\n/, "");
}
