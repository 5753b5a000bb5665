import type { ExpectedText } from "./expected-text.ts";
import type { SourcePlace } from "../source/place.ts";
import type { Pixels } from "../basics/pixels.ts";

/** What a display must be, for one of its mime types. */
export type ExpectedDisplay =
  /** A pattern of its text; of HTML and SVG, of what a reader sees. */
  | { readonly kind: "text"; readonly mimeType: string; readonly expected: ExpectedText }
  | { readonly kind: "markup"; readonly mimeType: string; readonly place: SourcePlace; readonly markup: ExpectedMarkup }
  | { readonly kind: "image"; readonly mimeType: string; readonly place: SourcePlace; readonly image: ExpectedImage }
  | { readonly kind: "json"; readonly mimeType: string; readonly place: SourcePlace; readonly value: ExpectedJson };

/** HTML or SVG; what is absent is not looked at. */
export interface ExpectedMarkup {
  /** What a reader sees. */
  readonly text?: ExpectedText;
  /** The markup itself. */
  readonly source?: ExpectedText;
  /** All values of an attribute, a line each, as they come in the document. */
  readonly attributes: readonly { readonly name: string; readonly expected: ExpectedText }[];
}

/** An image of its type; what is absent is not looked at. */
export interface ExpectedImage {
  /** In pixels. */
  readonly width?: ExpectedText;
  /** In pixels. */
  readonly height?: ExpectedText;
  /** The file's size. */
  readonly bytes?: ExpectedText;
  /** How it looks. */
  readonly like?: ExpectedPicture;
}

/** A picture that an image must look like. */
export interface ExpectedPicture {
  readonly place: SourcePlace;
  /** As the author wrote it. */
  readonly name: string;
  readonly pixels: Pixels;
  /** The share of pixels that may differ, from 0 to 1. */
  readonly tolerance: number;
}

/** A JSON value, part by part. */
export type ExpectedJson =
  /** `...`: any value; in a list, any number of items. */
  | { readonly kind: "any"; readonly place: SourcePlace }
  | {
      readonly kind: "scalar";
      readonly expected: ExpectedText;
      /** What it must be beside its text; absent where the text has holes, which read any of them. */
      readonly type?: JsonScalar;
    }
  | { readonly kind: "list"; readonly place: SourcePlace; readonly items: readonly ExpectedJson[] }
  | {
      readonly kind: "map";
      readonly place: SourcePlace;
      readonly entries: readonly { readonly key: string; readonly value: ExpectedJson }[];
      /** Whether it may have more keys than these. */
      readonly open: boolean;
    };

export type JsonScalar = "string" | "number" | "boolean" | "null";

/** One display or result, or one state of it. */
export interface ExpectedTypes {
  readonly place: SourcePlace;
  readonly types: readonly ExpectedDisplay[];
}
