import type { SourcePlace } from "../source/place.ts";
import type { Requirements } from "./requirements.ts";

/** What a variant says, each text as it is written: lines with `\n` between them. */
export interface RecordedParts {
  readonly shows?: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly result?: string;
  readonly error?: { readonly name?: string; readonly message?: string };
  /** By mime type: a text, the size of an image, or JSON. */
  readonly display?: Readonly<Record<string, RecordedDisplay>>;
  readonly nothing?: true;
  readonly unordered?: true;
}

export type RecordedDisplay = string | RecordedSize | { readonly json: RecordedJson };

/** A JSON value, part by part. */
export type RecordedJson =
  /** `quoted`: a text, whatever else it could be taken for. */
  | { readonly kind: "scalar"; readonly text: string; readonly quoted: boolean }
  | { readonly kind: "list"; readonly items: readonly RecordedJson[] }
  | { readonly kind: "map"; readonly entries: readonly { readonly key: string; readonly value: RecordedJson }[] };

/** In pixels. */
export interface RecordedSize {
  readonly width: string;
  readonly height: string;
}

export interface RecordedVariant {
  readonly when?: Requirements;
  readonly parts: RecordedParts;
}

/** One text of a variant that becomes another: `["shows"]`, `["error", "message"]`, `["display", "text/html"]`. */
export interface RecordedText {
  readonly path: readonly [string, ...string[]];
  readonly text: string;
}

/** What becomes of one of the variants that a step has. */
export interface VariantChange {
  /** Index into the expectation's variants. */
  readonly index: number;
  /** Narrower ones that are put in front of it. */
  readonly before: readonly RecordedVariant[];
  /** Its texts where its keys stay, else all of its parts; absent where it stays as it is. */
  readonly becomes?:
    | { readonly kind: "texts"; readonly texts: readonly RecordedText[] }
    | { readonly kind: "parts"; readonly parts: RecordedParts };
}

/** What is recorded of a step. */
export type Change =
  /** It had no expectation. */
  | { readonly kind: "expect"; readonly variants: readonly RecordedVariant[] }
  | {
      readonly kind: "variants";
      /** In the order of the variants; those that stay are not in it. */
      readonly changes: readonly VariantChange[];
      /** Put behind all others. */
      readonly after: readonly RecordedVariant[];
    }
  /** One text for each claim of the cell; each stays on its line. */
  | { readonly kind: "claims"; readonly texts: readonly string[] };

/** What is recorded of a quotation: the lines between its fences. */
export interface QuotationChange {
  readonly kind: "quotation";
  readonly lines: readonly string[];
}

/** A gap that recording has put into a pattern: for review, since it accepts more than was seen. */
export interface NewHole {
  /** The step's or the quotation's. */
  readonly place: SourcePlace;
  /** The pattern's line with it. */
  readonly line: string;
  /** That line's number in the pattern, from 0. */
  readonly number: number;
  readonly hole: string;
  /** What it stands for: `an address`. */
  readonly what: string;
  /** What was seen there, each text once. */
  readonly seen: readonly string[];
}

/** Kernels that several requirements tell apart, of which recording has taken one: for review. */
export interface NewChoice {
  readonly place: SourcePlace;
  readonly when: Requirements;
  readonly others: readonly Requirements[];
}

/** A step, a quotation, or where it is the lesson's own place all of the lesson, that recording does not touch, and why. */
export interface LeftAlone {
  readonly place: SourcePlace;
  readonly reason: string;
}

/** What a step or a quotation is to become; `place` is where it says that it begins. */
export interface StepChange {
  readonly place: SourcePlace;
  readonly change: Change | QuotationChange;
}

/** What recording makes of one lesson. */
export interface Recording {
  readonly changes: readonly StepChange[];
  /** The places of steps and quotations that are right as they are. */
  readonly same: readonly SourcePlace[];
  readonly holes: readonly NewHole[];
  readonly choices?: readonly NewChoice[];
  readonly leftAlone: readonly LeftAlone[];
}

/** A file that recording changes. */
export interface RecordedFile {
  /** As places name it. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What recording makes of all lessons. */
export interface Update {
  readonly files: readonly RecordedFile[];
  /** At their places in the files as they are to be. */
  readonly holes: readonly NewHole[];
  readonly choices: readonly NewChoice[];
  readonly leftAlone: readonly LeftAlone[];
  /** Of steps. */
  readonly changes: number;
  readonly quotations: number;
}
