import type { Unfinished } from "../model/report.ts";
import { plural } from "./words.ts";

const why: Readonly<Record<Unfinished["why"], string>> = {
  running: "The run was ended from outside",
  stopped: "Stopped",
  deadline: "Ended by --deadline",
  missing: "Reports of some shards are missing",
  bail: "Ended by --bail",
};

/** How far a run came that did not come to its end: nothing is claimed of the rest. */
export function renderUnfinished(unfinished: Unfinished | undefined): readonly string[] {
  if (unfinished === undefined) return [];
  const { finished, due } = unfinished;
  const rest = finished === due ? "" : ", and nothing is known of the others";
  return [`${why[unfinished.why]}: ${finished} of ${plural(due, "lesson")} had finished${rest}`];
}
