import { groupBy } from "../basics/group-by.ts";
import type { ClaimedStatements, Statement } from "../lesson/claimed-statements.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";
import type { Finding } from "../model/finding.ts";
import type { Observation, RunningLines } from "../model/observation.ts";
import { type SourcePlace, placeInText } from "../source/place.ts";
import { type Captures, matchPattern } from "../pattern/match-pattern.ts";
import { splitLines } from "../pattern/output-lines.ts";
import { matchOptionsOf } from "./check-text.ts";
import { type ClaimedLine, claimsByLine } from "./claims-by-line.ts";
import { runningBySeenLine } from "./running-by-line.ts";
import { seenText } from "./seen.ts";

/** A cell whose claims are, in their order, what it showed. */
export interface ClaimsContext {
  readonly seen: Observation;
  /** What is captured before the step. */
  readonly captures: Captures;
  /** What was running at each line of the output, where it is not what the kernel told. */
  readonly running?: readonly (readonly RunningLines[])[];
}

/** Claims that another statement showed than their own; nothing where the step's expectation is not claims. */
export function checkClaims(step: CodeStep, context: ClaimsContext): readonly Finding[] {
  const cell = claimedCell(step, context);
  if (cell === undefined) return [];
  const moved = cell.lines.filter(({ owner }) => owner === "other");
  const unclaimed = moved.filter(({ statement = -1 }) => !cell.claims.claimed.includes(statement));
  return [
    ...moved.map((line) => unmet(step, cell, line)),
    ...[...groupBy(unclaimed, ({ statement }) => String(statement)).values()].flatMap(([first]) =>
      first === undefined ? [] : [unclaimedOutput(step, cell, first)],
    ),
  ];
}

/** The first claim of which nobody can tell whether its own statement showed it. */
export function findUntoldClaim(step: CodeStep, context: ClaimsContext): Finding | undefined {
  const cell = claimedCell(step, context);
  const untold = cell?.lines.find(({ owner }) => owner === "unknown");
  if (cell === undefined || untold === undefined) return undefined;
  const shown = quoted(cell.texts[untold.line]);
  const message = `The cell shows ${shown}, and the kernel cannot tell which statement did`;
  return { code: "claim-untold", place: claimPlace(cell.expected, untold.claim), message };
}

interface ClaimedCell {
  readonly claims: ClaimedStatements;
  readonly expected: ExpectedText;
  readonly lines: readonly ClaimedLine[];
  /** The lines of the output. */
  readonly texts: readonly string[];
}

function claimedCell(step: CodeStep, { seen, captures, running }: ClaimsContext): ClaimedCell | undefined {
  const { claims, variants: [variant] = [] } = step.expect ?? {};
  const expected = variant?.parts.shows;
  if (claims === undefined || variant === undefined || expected === undefined) return undefined;
  const text = seenText(seen);
  const { placed = [] } = matchPattern(expected.pattern, text, matchOptionsOf(variant.parts, captures));
  const lines = claimsByLine({
    claims,
    placed,
    running: running ?? runningBySeenLine(seen),
    blankLines: blankLinesBefore(step.code.value),
  });
  return { claims, expected, lines, texts: splitLines(text) };
}

/** How many blank lines a cell begins with: kernels do not count them. */
export function blankLinesBefore(code: string): number {
  const lines = code.split("\n");
  return Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ""),
  );
}

function unmet(step: CodeStep, cell: ClaimedCell, { claim, line, statement = -1 }: ClaimedLine): Finding {
  const { claims, expected, lines, texts } = cell;
  const own = claims.claimed[claim] ?? -1;
  const shows = lines.some((each) => (each.owner === "own" ? claims.claimed[each.claim] : each.statement) === own);
  const shown = quoted(texts[line]);
  return {
    code: "claim-unmet",
    place: claimPlace(expected, claim),
    message:
      own === -1
        ? "No statement stands before this claim that it could belong to"
        : `The statement of this claim ${shows ? `does not show ${shown}` : "shows nothing"}`,
    advice: `Move it to line ${lineOf(step, claims, statement)}, whose statement shows ${shown}`,
  };
}

function unclaimedOutput(
  step: CodeStep,
  { claims, texts }: ClaimedCell,
  { statement = -1, line }: ClaimedLine,
): Finding {
  const { from = 0 } = claims.statements[statement] ?? {};
  const source = step.code.value.split("\n")[from] ?? "";
  const column = source.length - source.trimStart().length;
  return {
    code: "unclaimed",
    place: placeInText(step.code, from, column),
    message: `This statement shows ${quoted(texts[line])} and has no claim`,
  };
}

/** Where a claim of a statement stands: behind it, or behind the head of one that has a body. */
function lineOf(step: CodeStep, { statements }: ClaimedStatements, statement: number): number {
  const { from, to }: Pick<Statement, "from" | "to"> = statements[statement] ?? { from: 0, to: 0 };
  const hasBody = statements.some(({ parent }) => parent === statement);
  return placeInText(step.code, hasBody ? from : to).line;
}

function claimPlace({ text }: ExpectedText, claim: number): SourcePlace {
  return placeInText(text, claim, 0, splitLines(text.value)[claim]?.length ?? 0);
}

function quoted(text = ""): string {
  return text.trim() === "" ? "an empty line" : `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
