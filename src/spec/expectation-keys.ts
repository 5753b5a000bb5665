import { requirements } from "./requirement-keys.ts";
import { flag, pattern } from "./text-types.ts";
import type { KeyEntry, Shape, ValueType } from "./value-type.ts";

/** How outputs are compared: in an expectation, and for a whole lesson or course. */
export const comparison: Readonly<Record<"spaces" | "numbers", KeyEntry>> = {
  spaces: {
    about: "`loose` takes a run of white space for one space.",
    type: { kind: "choice", of: ["exact", "loose"] },
    otherwise: "`exact`",
  },
  numbers: {
    about: "`as-written` compares a number to as many digits as the pattern has.",
    type: { kind: "choice", of: ["exact", "as-written"] },
    otherwise: "`exact`",
  },
};

/** What `error` holds. */
export const errorShape: Shape = {
  name: "`error`",
  loneText: "name",
  keys: {
    name: { about: "The exception's class, as Python names it.", type: pattern },
    message: { about: "Its message.", type: pattern },
  },
};

/** A text is for the text/plain. */
const eachDisplay: ValueType = {
  kind: "list",
  item: { kind: "either", text: pattern, map: { kind: "mime-types" } },
  filled: true,
};

const parts: Readonly<Record<string, KeyEntry>> = {
  shows: { about: "All that a reader sees, as for a text.", type: pattern },
  stdout: { about: "What is printed.", type: pattern },
  stderr: { about: "What is written to stderr.", type: pattern },
  streams: { about: "stdout and stderr, in the order in which they arrive.", type: pattern },
  result: { about: "The value of the last expression, as text.", type: pattern },
  error: { about: "The exception that the cell raises; `{}` for any.", type: { kind: "map", shape: errorShape } },
  display: {
    about: "What is displayed, by mime type; or a list of all displays and results, in their order.",
    type: { kind: "either", map: { kind: "mime-types" }, list: eachDisplay },
  },
  updates: {
    about: "Each state of displays with a `display_id`: as first displayed, then after each update.",
    type: eachDisplay,
  },
  nothing: { about: "The cell shows nothing at all.", type: flag },
  contains: { about: "Whole lines that occur in this order, anything between them.", type: pattern },
  not: {
    about: "What must not occur anywhere: a text, or a list of texts.",
    type: { kind: "either", text: pattern, list: { kind: "list", item: pattern } },
  },
  unordered: { about: "The lines may come in any order.", type: flag },
  ...comparison,
};

/** The keys of an expectation that say what is to be seen; the others say how it is compared, or when. */
export const partNames: readonly string[] = [
  "shows",
  "stdout",
  "stderr",
  "streams",
  "result",
  "error",
  "display",
  "updates",
  "nothing",
  "contains",
  "not",
];

/** An expectation, part by part. */
export const partsShape: Shape = { name: "an expectation", keys: parts, textMeant: true, loneText: "shows" };

/** One of an expectation's variants. */
export const variantShape: Shape = {
  name: "a variant",
  keys: { when: { about: "What must hold for this variant to be chosen.", type: requirements }, ...parts },
  textMeant: true,
  loneText: "shows",
};
