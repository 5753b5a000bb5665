import type { Expectation } from "../lesson/expectation.ts";
import type { Change } from "../lesson/recording.ts";
import type { ToldApart } from "./tell-apart.ts";
import type { PartHole } from "./inferred-text.ts";

/** What recording makes of one step. */
export type StepRecording =
  | { readonly kind: "same" }
  | {
      readonly kind: "changed";
      readonly change: Change;
      readonly holes: readonly PartHole[];
      /** Requirements that were taken where others would do as well. */
      readonly choices?: readonly ToldApart[];
      /** The step's expectation from now on. */
      readonly expect: Expectation;
    }
  | { readonly kind: "left"; readonly reason: string };

/** A step that is left as it is, for a reason that its author is told. */
export function left(reason: string): StepRecording {
  return { kind: "left", reason };
}
