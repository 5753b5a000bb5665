import { groupBy } from "../../basics/group-by.ts";
import type { LeftAlone, NewHole, RecordedFile, Recording, StepChange, Update } from "../../lesson/recording.ts";
import type { SourcePlace } from "../../source/place.ts";
import { editQuotation } from "./edit-quotation.ts";
import { type EditedText, editStep } from "./edit-step.ts";

/**
 * The files with what was recorded, as far as it can be written. A step that several lessons include is changed where
 * they agree on it.
 */
export function editFiles(recordings: readonly Recording[], sources: ReadonlyMap<string, string>): Update {
  const { agreed, leftAlone } = agree(recordings);
  const files = [...new Set(agreed.map(({ place }) => place.file))];
  const edited = files.map((file) => {
    const own = agreed.filter(({ place }) => place.file === file);
    return editFile({ file, text: sources.get(file) ?? "", changes: own });
  });
  const made = edited.flatMap(({ made: each }) => each);
  const changed = new Set(made.map(({ change }) => keyOf(change)));
  const isMade = (each: Pick<StepChange, "place">): boolean => changed.has(keyOf(each));
  const holes = once(recordings.flatMap((recording) => recording.holes).filter(isMade));
  return {
    files: edited.flatMap(({ recorded }) => (recorded.before === recorded.after ? [] : [recorded])),
    holes: apart(placedIn(holes, made, edited)),
    choices: once(recordings.flatMap((recording) => recording.choices ?? []))
      .filter(isMade)
      .map((each) => ({ ...each, place: { ...each.place, line: movedLine(each.place, made) } })),
    leftAlone: once([
      ...leftAlone,
      ...recordings.flatMap((each) => each.leftAlone),
      ...edited.flatMap((each) => each.leftAlone),
    ]).map((each) => ({ ...each, place: { ...each.place, line: movedLine(each.place, made) } })),
    changes: made.filter(({ change: { change } }) => change.kind !== "quotation").length,
    quotations: made.filter(({ change: { change } }) => change.kind === "quotation").length,
  };
}

function keyOf({ place }: Pick<StepChange, "place">): string {
  return `${place.file}:${place.line}:${place.column}`;
}

function once<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** The changes that no lesson contradicts. */
function agree(recordings: readonly Recording[]): {
  readonly agreed: readonly StepChange[];
  readonly leftAlone: readonly LeftAlone[];
} {
  const changes = once(recordings.flatMap((recording) => recording.changes));
  const same = new Set(recordings.flatMap((recording) => recording.same.map((place) => keyOf({ place }))));
  const isDisputed = (change: StepChange): boolean =>
    same.has(keyOf(change)) || changes.some((other) => other !== change && keyOf(other) === keyOf(change));
  const disputed = changes.filter(isDisputed);
  const reason = "Lessons that include this do not show the same in it: give each its own";
  return {
    agreed: changes.filter((change) => !isDisputed(change)),
    leftAlone: once(disputed.map(({ place }) => ({ place, reason }))),
  };
}

/** A change that was made, and by how many lines it has moved what is below. */
interface Made {
  readonly change: StepChange;
  readonly lines: number;
}

interface EditedFile {
  readonly recorded: RecordedFile;
  readonly made: readonly Made[];
  readonly leftAlone: readonly LeftAlone[];
}

/** From the last step to the first, so that none has moved when its turn comes. */
function editFile({
  file,
  text,
  changes,
}: {
  readonly file: string;
  readonly text: string;
  readonly changes: readonly StepChange[];
}): EditedFile {
  let after = text;
  const made: Made[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const change of changes.toSorted((a, b) => b.place.line - a.place.line || b.place.column - a.place.column)) {
    const edited = edit(after, change);
    if ("reason" in edited) {
      leftAlone.push({ place: change.place, reason: edited.reason });
      continue;
    }
    made.push({ change, lines: edited.text.split("\n").length - after.split("\n").length });
    after = edited.text;
  }
  return { recorded: { file, before: text, after }, made, leftAlone };
}

function edit(text: string, { place, change }: StepChange): EditedText {
  return change.kind === "quotation" ? editQuotation(text, place, change.lines) : editStep(text, place, change);
}

/** The line of a step in the file as it is to be. */
function movedLine({ file, line }: SourcePlace, made: readonly Made[]): number {
  const above = made.filter(({ change: { place } }) => place.file === file && place.line < line);
  return above.reduce((sum, { lines }) => sum + lines, line);
}

/** Each hole at its own line of the file as it is to be; at the step's where that line is written otherwise. */
function placedIn(holes: readonly NewHole[], made: readonly Made[], edited: readonly EditedFile[]): readonly NewHole[] {
  const linesOf = new Map(edited.map(({ recorded: { file, after } }) => [file, after.split("\n")]));
  const found = new Map<string, number>();
  return holes.map((hole) => {
    const { file, column } = hole.place;
    const first = movedLine(hole.place, made);
    const written = hole.line.trim();
    const lines = linesOf.get(file) ?? [];
    const key = JSON.stringify([file, first, written]);
    const at = found.get(key) ?? lines.findIndex((each, index) => index >= first - 1 && each.includes(written));
    found.set(key, at);
    if (at === -1) return { ...hole, place: { file, line: first, column } };
    return { ...hole, place: { file, line: at + 1, column: (lines[at] ?? "").indexOf(written) + 1 } };
  });
}

/** Lines of a pattern that read the same stand in their order in the file. */
function apart(holes: readonly NewHole[]): readonly NewHole[] {
  const firsts = new Map(
    [...groupBy(holes, keyAt)].map(([key, twins]) => [key, twins.reduce((a, b) => (b.number < a.number ? b : a))]),
  );
  return holes.map((hole) => {
    const down = hole.number - (firsts.get(keyAt(hole))?.number ?? hole.number);
    return { ...hole, place: { ...hole.place, line: hole.place.line + down } };
  });
}

function keyAt({ place, line }: NewHole): string {
  return JSON.stringify([place.file, place.line, line]);
}
