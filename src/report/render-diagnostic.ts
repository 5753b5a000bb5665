import type { Diagnostic } from "../source/diagnostic.ts";
import { shownPlace } from "../source/place.ts";
import { renderCodeFrame } from "./code-frame.ts";
import { renderHeadline } from "./headline.ts";
import { indent } from "./indent.ts";
import { renderAdvice } from "./render-advice.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

/** One thing wrong with a file, for its author: what, where in the source, what to do, the line rewritten. */
export function renderDiagnostic(diagnostic: Diagnostic, source: string | undefined, style: Style): string {
  const { advice, rewritten } = diagnostic;
  const parts = [
    renderHeadline(diagnostic.place, diagnostic.code, diagnostic.message, style),
    source === undefined ? "" : indent(renderCodeFrame(source, shownPlace(diagnostic.place), style)),
    advice === undefined ? "" : indent(renderAdvice(advice, style.columns - 2)),
    rewritten === undefined ? "" : indent(renderRewritten(rewritten, style)),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderRewritten(rewritten: string, style: Style): string {
  const lines = rewritten.trimEnd().split("\n").map(visible);
  return ["Write:", ...lines.map((line) => style.good(`    ${line}`))].join("\n");
}
