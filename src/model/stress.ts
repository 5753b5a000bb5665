import type { SourcePlace } from "../source/place.ts";
import type { NewHole } from "../lesson/recording.ts";

/** A step that does not pass in every run. */
export interface UnstableStep {
  readonly place: SourcePlace;
  readonly kernel: string;
  /** In how many runs it did not pass, of how many. */
  readonly failed: number;
  readonly runs: number;
  /** What the first of its findings says. */
  readonly message: string;
  /** What alone makes it fail: `the hash seed`; none where nothing does, or where it always fails. */
  readonly varied: readonly string[];
  /** What would have to vary in its expectation. */
  readonly holes: readonly Pick<NewHole, "line" | "hole" | "what" | "seen">[];
  /** Why no hole would fit, where none does. */
  readonly reason?: string;
}
