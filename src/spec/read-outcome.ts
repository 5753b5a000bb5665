import { compact } from "../basics/compact.ts";
import type { Expectation } from "../lesson/expectation.ts";
import type { CodeStep } from "../lesson/lesson.ts";
import type { SourcePlace, SourceText } from "../source/place.ts";
import { showPattern } from "../pattern/show-pattern.ts";
import { claimedStatements } from "./claimed-statements.ts";
import { type Claim, findClaims } from "./claims.ts";
import { type Comparison, readExpectation } from "./expectation.ts";
import { expectedText } from "./expected-text.ts";
import { magicLine } from "./magics.ts";
import type { SpecFile } from "./spec-file.ts";
import { valueOf, type YamlMap } from "./yaml-node.ts";

interface OutcomeSource {
  readonly code: SourceText;
  readonly comparison: Comparison;
  /** Its claims are left out of what a student sees. */
  readonly isGuessed?: boolean;
}

/** What a code step must show, from its claims or its `expect`, and its code as a student reads it. */
export function readOutcome(
  file: SpecFile,
  map: YamlMap,
  { code, comparison, isGuessed = false }: OutcomeSource,
): Pick<CodeStep, "shown" | "expect"> {
  const { claims, diagnostics } = findClaims(code);
  for (const diagnostic of diagnostics) file.report(diagnostic);
  const written = valueOf(map, "expect");
  const expect = written === undefined ? undefined : readExpectation(file, written, comparison);
  const [first] = claims;
  if (first === undefined) return { shown: code.value, ...compact({ expect }) };
  checkClaimsMayStand(file, code, { first, hasExpect: written !== undefined });
  return {
    shown: isGuessed ? withoutClaims(code.value, claims) : shownCode(code.value, claims),
    expect: claimedExpectation(file, claims, { first, comparison, code: code.value }),
  };
}

function checkClaimsMayStand(
  file: SpecFile,
  code: SourceText,
  { first, hasExpect }: { readonly first: Claim; readonly hasExpect: boolean },
): void {
  const { place } = first;
  if (hasExpect) {
    file.report({
      code: "claims-and-expect",
      place,
      message: "This cell has claims and `expect`, and each would be its whole output",
      advice: "Keep one of the two",
    });
  }
  const magic = magicLine(code.value);
  if (magic === undefined) return;
  file.report({
    code: "unchecked-claim",
    place,
    message: `A claim stands in a cell with a magic (its line ${magic + 1}), which is not Python throughout`,
    advice: "Use `expect` for this cell",
  });
}

/** The claims, one line each, are the cell's whole output. */
function claimedExpectation(
  file: SpecFile,
  claims: readonly Claim[],
  { first, comparison, code }: { readonly first: Claim; readonly comparison: Comparison; readonly code: string },
): Expectation {
  const text = {
    // Each line ends, so that an empty claim is an empty line, the last one too.
    value: claims.map((claim) => `${claim.text}\n`).join(""),
    starts: claims.map(({ place }) => startOf(place)),
  };
  const variant = { place: first.place, parts: { ...comparison, shows: expectedText(file, text) } };
  return { place: first.place, source: "claims", variants: [variant], claims: claimedStatements(code, claims) };
}

function startOf({ file, line, column }: SourcePlace): SourcePlace {
  return { file, line, column };
}

/** Each line stays, so that the kernel's lines are the author's. */
function withoutClaims(code: string, claims: readonly Claim[]): string {
  let shown = "";
  let done = 0;
  for (const { from } of claims) {
    shown += withoutSpaceAtEnd(code.slice(done, code.lastIndexOf("# =>", from)));
    done = code.indexOf("\n", from);
    if (done === -1) return shown;
  }
  return shown + code.slice(done);
}

function withoutSpaceAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && " \t".includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function shownCode(code: string, claims: readonly Claim[]): string {
  let shown = "";
  let done = 0;
  for (const { from, to, text } of claims) {
    shown += code.slice(done, from) + showPattern(text);
    done = to;
  }
  return shown + code.slice(done);
}
