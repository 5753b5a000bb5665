import type { CourseChanges, CourseState } from "../notebook/write-course.ts";
import { renderExplainHint } from "../report/explain-hint.ts";
import type { StaleRecord } from "../outputs/course-outputs.ts";
import type { StaleOutputs } from "../outputs/fit-outputs.ts";
import { indent } from "../report/indent.ts";
import { renderFinding } from "../report/render-finding.ts";
import type { Style } from "../report/style.ts";
import { plural } from "../report/words.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

/** How much is wrong, and that nothing was touched for it. */
export function renderUnbuilt(diagnostics: readonly Diagnostic[], style: Style): string {
  const files = new Set(diagnostics.map(({ place }) => place.file)).size;
  const count = `${plural(diagnostics.length, "problem")} in ${plural(files, "file")}`;
  const hint = renderExplainHint(
    diagnostics.map(({ code }) => code),
    style,
  );
  return `${style.bad(`${count}; a course with a problem is left as it was built before`)}\n${hint}`;
}

export function isStale({ stale, missing, extra }: CourseState): boolean {
  return stale.length + missing.length + extra.length > 0;
}

/** What differs between a folder and what the command would make. */
export function renderState(folder: string, state: CourseState, command: "build" | "site"): string {
  if (!isStale(state)) return `${folder} is up to date\n`;
  const rows = (["stale", "missing", "extra"] as const).flatMap((kind) =>
    state[kind].map((path) => `  ${kind.padEnd(7)}  ${path}`),
  );
  const own = state.extra.length === 0 ? "" : "; a file that it never made stays until you remove it";
  return [`${folder} is not what a build would make`, ...rows, `Run nbproof ${command}${own}`, ""].join("\n");
}

/** What a build did in a folder. */
export function renderChanges(folder: string, { written, removed, unchanged }: CourseChanges): string {
  const counts = [`${plural(written.length, "file")} written`, `${unchanged.length} unchanged`];
  if (removed.length > 0) counts.push(`${removed.length} removed`);
  return `${folder}: ${counts.join(", ")}\n`;
}

/** Recorded outputs that are no longer a lesson's, and so in no notebook or on no page: where, and why. */
export function renderStaleRecords(
  records: readonly StaleRecord[],
  sources: ReadonlyMap<string, string>,
  style: Style,
  command: "build" | "site",
): string {
  const place = command === "build" ? "in no notebook" : "on no page";
  const blocks = records.map(({ file, stale }) =>
    [`${file} is stale: what has changed is ${place}`, ...stale.map((each) => renderStale(each, sources, style))].join(
      "\n",
    ),
  );
  return blocks.length === 0 ? "" : [...blocks, "Run nbproof build --executed, which records it anew", ""].join("\n");
}

function renderStale(
  { place, message, finding }: StaleOutputs,
  sources: ReadonlyMap<string, string>,
  style: Style,
): string {
  if (finding === undefined) return `  ${place.file}:${place.line}:${place.column}  ${message}`;
  return indent(renderFinding(finding, sources.get(place.file), style));
}
