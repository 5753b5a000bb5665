import type { EqualByForm } from "../model/equal-by-form.ts";
import type { Finding } from "../model/finding.ts";
import type { Lost } from "../model/observation.ts";
import type { Captures } from "../pattern/match-pattern.ts";

/** What the check of one step gave, before it is known whether an earlier step is to blame. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly captures: Captures;
  /** What is equal to what a notebook has saved by its form alone. */
  readonly byForm?: readonly EqualByForm[];
  /** Global names that were not defined. */
  readonly missingNames: readonly string[];
  /** A capture that was used and that nothing has bound. */
  readonly unset?: string;
  /** Why the infrastructure failed, where it did. */
  readonly lost?: Lost;
}
