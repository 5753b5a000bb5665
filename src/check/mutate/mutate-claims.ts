import type { CodeStep } from "../../lesson/lesson.ts";
import type { Mutation, Survivor } from "../../model/mutation.ts";
import { splitLines } from "../../pattern/output-lines.ts";
import { placeInText } from "../../source/place.ts";
import { blankLinesBefore, checkClaims, type ClaimsContext } from "../check-claims.ts";
import { ownersOf } from "../claims-by-line.ts";
import { runningBySeenLine } from "../running-by-line.ts";
import { seenText } from "../seen.ts";
import { sampleEvenly } from "./sample-evenly.ts";

const most = 50;

/** What the claims of a cell do when two statements show what the other did, the output being the same. */
export function mutateClaims(step: CodeStep, { seen, captures }: Omit<ClaimsContext, "running">): Mutation | undefined {
  const claims = step.expect?.claims;
  const expected = step.expect?.variants[0]?.parts.shows;
  if (claims === undefined || expected === undefined) return undefined;
  const running = runningBySeenLine(seen);
  const lines = splitLines(seenText(seen));
  const context = { claims, blankLines: blankLinesBefore(step.code.value) };
  const owners = running.map((each) => ownersOf(each, context));
  const places = [...lines.keys()].filter((line) => areApart(owners[line], owners[line + 1]));
  const survivors = sampleEvenly(places, most).flatMap((line): readonly Survivor[] => {
    const swapped = running.with(line, running[line + 1] ?? []).with(line + 1, running[line] ?? []);
    if (checkClaims(step, { seen, captures, running: swapped }).length > 0) return [];
    const before = `${lines[line] ?? ""}\n${lines[line + 1] ?? ""}`;
    const place = placeInText(expected.text, line);
    return [{ kind: "statement", inHole: false, place, before, after: before }];
  });
  const mutants = Math.min(places.length, most);
  const spelledOut = { mutants, refused: mutants - survivors.length };
  return { spelledOut, inHoles: { mutants: 0, refused: 0 }, survivors };
}

/** Whether two lines are known to come from statements that are not the same. */
function areApart(one: Owners = [], other: Owners = []): boolean {
  const isKnown = ![...one, ...other].includes(undefined) && one.length > 0 && other.length > 0;
  return isKnown && one.every((owner) => !other.includes(owner));
}

type Owners = ReturnType<typeof ownersOf>;
