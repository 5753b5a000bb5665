import type { EqualByForm } from "../model/equal-by-form.ts";
import type { StepResult } from "../model/report.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";

/** How each form is called. */
const names: Readonly<Record<EqualByForm["form"], string>> = {
  replaced: "what settings replace",
  address: "address",
  file: "a cell's file name",
  duration: "duration",
  caption: "figure's caption",
};

/** What of a cell was equal by its form alone, in two lines for each form: what is saved, and what came. */
export function renderByForm(
  results: readonly Pick<StepResult, "kernel" | "byForm">[],
  labels: ReadonlyMap<string, string>,
  style: Style,
): readonly string[] {
  const several = results.length > 1;
  return results.flatMap(({ kernel, byForm = [] }) =>
    byForm.flatMap(({ form, lines, saved, came }) => {
      const on = several ? ` on ${labels.get(kernel) ?? kernel}` : "";
      const more = lines > 1 ? `, the first of ${lines} lines` : "";
      return [
        style.quiet(`equal by form${on}: ${names[form]}${more}`),
        style.quiet(`  saved  ${visible(saved)}`),
        style.quiet(`  came   ${visible(came)}`),
      ];
    }),
  );
}
