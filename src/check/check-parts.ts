import type { DecodePng } from "../basics/pixels.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import type { Finding } from "../model/finding.ts";
import type { Observation } from "../model/observation.ts";
import type { SourcePlace } from "../source/place.ts";
import type { Captures } from "../pattern/match-pattern.ts";
import { asCompared } from "./as-compared.ts";
import { checkBundles } from "./check-bundles.ts";
import { checkText, type TextCheck } from "./check-text.ts";
import { seenText } from "./seen.ts";
import { textsToCheck } from "./texts-to-check.ts";

interface PartsContext {
  /** Where the variant stands. */
  readonly place: SourcePlace;
  readonly captures: Captures;
  /** Without it, no picture that is expected can be found to be like it. */
  readonly decodePng?: DecodePng | undefined;
}

/** Holds what a cell showed against each part of a variant; errors are not looked at here. */
export function checkParts(
  parts: ExpectedParts,
  shown: Observation,
  { place, captures, decodePng }: PartsContext,
): TextCheck {
  const seen = parts.forms === undefined ? shown : asCompared(shown, parts.forms);
  let known = captures;
  const findings: Finding[] = [];
  for (const part of textsToCheck(parts, seen, decodePng)) {
    if ("finding" in part) {
      findings.push(part.finding);
      continue;
    }
    const checked = checkText({ ...part, captures: known, parts });
    if (checked.unset !== undefined) return { ...checked, findings: [...findings, ...checked.findings] };
    known = checked.captures;
    findings.push(...checked.findings);
  }
  // Where the texts differ already, what is displayed differs with them.
  if (findings.length === 0) findings.push(...checkBundles(parts.bundles, seen, { place, parts }));
  findings.push(...nothing(parts, seen, place));
  return { captures: known, findings };
}

function nothing(parts: ExpectedParts, seen: Observation, place: SourcePlace): readonly Finding[] {
  if (parts.nothing !== true) return [];
  const shown = seenText(seen);
  const empty = shown.trim() === "" && seen.outputs.every((output) => output.type === "stream");
  return empty
    ? []
    : [{ code: "output-differs", place, message: "The cell shows something and should show nothing", shown }];
}
