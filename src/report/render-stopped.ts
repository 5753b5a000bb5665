import { plural } from "./words.ts";

/** How far a run was when it was stopped: nothing is claimed of what did not come to its end. */
export function renderStopped(finished: number, lessons: number): string {
  return `Stopped: ${finished} of ${plural(lessons, "lesson")} had finished, and nothing is known of the others\n`;
}
