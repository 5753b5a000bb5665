import type { ClaimedStatements } from "./claimed-statements.ts";
import type { ExpectedDisplay, ExpectedTypes } from "./expected-display.ts";
import type { MimeBundle } from "./mime-bundle.ts";
import type { SavedForms } from "./notebook-settings.ts";
import type { ExpectedText } from "./expected-text.ts";
import type { SourcePlace } from "../source/place.ts";
import type { Requirements } from "./requirements.ts";

/** What an expected exception must be; both parts absent: any exception. */
export interface ExpectedError {
  readonly place: SourcePlace;
  readonly name?: ExpectedText;
  readonly message?: ExpectedText;
}

/** What a step must show, part by part; an absent part is not looked at. */
export interface ExpectedParts {
  /** All that a reader sees. */
  readonly shows?: ExpectedText;
  readonly stdout?: ExpectedText;
  readonly stderr?: ExpectedText;
  /** stdout and stderr, in order of arrival. */
  readonly streams?: ExpectedText;
  readonly result?: ExpectedText;
  readonly error?: ExpectedError;
  /** By mime type, each held against the first display or result that has it. */
  readonly display?: readonly ExpectedDisplay[];
  /** All displays and results, in their order. */
  readonly displays?: readonly ExpectedTypes[];
  /** All states of displays with an id, in their order. */
  readonly updates?: readonly ExpectedTypes[];
  readonly nothing?: boolean;
  /** Whole lines, in this order, anything between. */
  readonly contains?: ExpectedText;
  /** Each must not occur anywhere in the text. */
  readonly not?: readonly ExpectedText[];
  /** What its displays and results hold besides their text, in their order; where it is there, they hold nothing else. */
  readonly bundles?: readonly ExpectedBundle[];
  /** Of saved outputs: what is different each time by nature is compared by its form (`model/saved-forms.ts`). */
  readonly forms?: SavedForms;
  /** With `forms`: what was saved, before it got its forms. */
  readonly saved?: SavedRaw;
  readonly unordered?: boolean;
  readonly spaces?: "exact" | "loose";
  readonly numbers?: "exact" | "as-written";
}

/** The texts of saved outputs, as they were saved. */
export interface SavedRaw {
  /** All that a reader sees, without figures' captions. */
  readonly shown: string;
  readonly stderr: string;
  /** Of the error. */
  readonly message: string;
  /** What stands as text beside each picture, in their order. */
  readonly captions: readonly string[];
}

/** A display or result as a notebook keeps it: each mime type is compared in its own way. */
export interface ExpectedBundle {
  readonly place: SourcePlace;
  /** Without text/plain. */
  readonly mime: MimeBundle;
}

export interface Variant {
  readonly place: SourcePlace;
  readonly when?: Requirements;
  readonly parts: ExpectedParts;
}

/** What a step must show: the first variant whose `when` holds. */
export interface Expectation {
  readonly place: SourcePlace;
  /** Where it comes from: the code (`# => …`), `expect`, or the outputs that a notebook keeps. */
  readonly source: "claims" | "expect" | "saved";
  /** Of claims: line i of the one variant's `shows` is claim i. */
  readonly claims?: ClaimedStatements;
  /** Never empty. */
  readonly variants: readonly Variant[];
}
