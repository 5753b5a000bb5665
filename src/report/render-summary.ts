import type { Report } from "../model/report.ts";
import { verdictsOf } from "../model/count-verdicts.ts";
import { hasNothingToRun } from "../model/exit-code.ts";
import { codesOfReport, renderExplainHint } from "./explain-hint.ts";
import type { Style } from "./style.ts";
import { listWarnings } from "./list-warnings.ts";
import { listInstalls } from "./list-installs.ts";
import { visible } from "./visible.ts";
import { renderTotals } from "./render-totals.ts";
import { plural } from "./words.ts";

/** What a run comes to: files that cannot be used, verdicts, time, and how to have the same run again. */
export function renderSummary(report: Report, style: Style): string {
  const { diagnostics, lessons } = report;
  const files = new Set(diagnostics.map(({ place }) => place.file)).size;
  const { steps } = verdictsOf(report);
  const rows: string[] = [];
  if (files > 0) {
    rows.push(style.bad(`${plural(diagnostics.length, "problem")} in ${plural(files, "file")}, which did not run`));
  }
  if (report.changed !== undefined) {
    const { since, of, selected } = report.changed;
    rows.push(visible(`Changed since ${since}: ${selected} of ${plural(of, "lesson")}`));
  }
  if (report.shard !== undefined)
    rows.push(
      `Shard ${report.shard.index} of ${report.shard.count}: ${lessons.length} of ${plural(report.shard.files.length, "lesson")}`,
    );
  if (lessons.length > 0) {
    rows.push(
      renderTotals(report, style),
      ...listWarnings(report).map((warning) => style.warning(visible(warning))),
      ...listInstalls(report).map(({ words, command }) => visible([words, command ?? []].flat().join(" "))),
      style.quiet(hashSeed(report)),
    );
    if (hasNothingToRun(report)) rows.push("Nothing is to run here: there is no code");
    else if (!steps.includes("passed") && !steps.includes("failed"))
      rows.push(style.bad("No cell ran, so nothing is proven"));
  }
  return [...rows, renderExplainHint(codesOfReport(report), style)].filter((row) => row !== "").join("\n");
}

/** An embedded kernel starts from a snapshot, and its hash seed with it: none can be given to it. */
function hashSeed({ hashSeed: seed, hashSeeds, kernels }: Report): string {
  if (hashSeeds !== undefined) return `Hash seeds of the runs: ${hashSeeds.join(", ")}`;
  const embedded = kernels.filter(({ facts }) => facts?.platform === "emscripten").length;
  if (embedded > 0 && embedded === kernels.length) return "Hash seed 0, as always in the embedded kernel";
  const own = kernels.filter(({ late }) => late?.includes("PYTHONHASHSEED") === true).length;
  if (own > 0 && own + embedded === kernels.length) return "Hash seed: the server's own, which --hash-seed cannot set";
  const always = embedded > 0 ? " (0 in the embedded kernel)" : "";
  return `Hash seed ${seed}${always}; for the same again: --hash-seed ${seed}`;
}
