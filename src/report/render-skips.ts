import type { KernelSkips, Report } from "../model/report.ts";
import { indent } from "./indent.ts";
import { kernelLabels } from "./kernel-labels.ts";
import { exceededSkips } from "../model/limit-skips.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";
import { plural } from "./words.ts";

/** Each kernel that skipped more steps than it may, with what it lacks; nothing where none did. */
export function renderSkips(report: Report, style: Style): string {
  const { skips, kernels } = report;
  if (skips === undefined) return "";
  const labels = kernelLabels(kernels.map(({ name }) => name));
  return exceededSkips(report)
    .map(({ kernel, skipped, reasons }) => {
      const much = `${plural(skipped, "step was", "steps were")} skipped on ${visible(labels.get(kernel) ?? kernel)}`;
      return [style.bad(`${much}, and --max-skipped allows ${skips.allowed}:`), ...rows(reasons, style)].join("\n");
    })
    .join("\n\n");
}

function rows(reasons: KernelSkips["reasons"], style: Style): readonly string[] {
  const width = Math.max(...reasons.map(({ steps }) => String(steps).length));
  return reasons.map(({ reason, steps }) =>
    indent(`${String(steps).padStart(width)}  ${style.quiet(visible(reason || "no reason is known"))}`),
  );
}
