import { renderScalar } from "./edit/render-scalar.ts";

/** A lesson that is to be written: what another kind of file says, in the words of the lesson language. */
export interface LessonDraft {
  readonly title: string;
  /** How long a cell may run, as the lesson language writes it. */
  readonly timeout?: string;
  /** Files that are shipped with it, relative to it. */
  readonly files: readonly string[];
  readonly steps: readonly DraftStep[];
}

export type DraftStep =
  | { readonly prose: string }
  | {
      readonly code: string;
      /** The answers to what it asks. */
      readonly input?: readonly string[];
      /** Texts are patterns. */
      readonly expect?: DraftExpect;
    };

export type DraftExpect = string | { readonly [part: string]: DraftExpect } | readonly DraftExpect[];

/** The YAML of a lesson, as an author would write it. */
export function renderLesson({ title, timeout, files, steps }: LessonDraft): string {
  return [
    `title: ${renderScalar(title, { flow: false, column: 0, prefer: "quotes" })}`,
    ...(timeout === undefined ? [] : [`timeout: ${timeout}`]),
    ...(files.length === 0 ? [] : ["files:", ...files.map((file) => `  - ${inline(file, 4)}`)]),
    "steps:",
    steps.map(renderStep).join("\n\n"),
    "",
  ].join("\n");
}

function renderStep(step: DraftStep): string {
  if ("prose" in step) return `  - prose: ${block(step.prose, 4)}`;
  const { code, input = [], expect } = step;
  const lines = [`  - code: ${block(code, 4)}`];
  if (input.length > 0) lines.push("    input:", ...input.map((answer) => `      - ${inline(answer, 6)}`));
  if (expect !== undefined) lines.push(`    expect:${renderExpect(expect, 4)}`);
  return lines.join("\n");
}

/** What stands behind the colon of a key in this column. */
function renderExpect(expect: DraftExpect, column: number): string {
  if (typeof expect === "string") return ` ${block(expect, column)}`;
  const margin = " ".repeat(column + 2);
  if (isList(expect)) {
    return expect.map((item) => `\n${margin}-${renderExpect(item, column + 2).replace(/^\n */, " ")}`).join("");
  }
  return Object.entries(expect)
    .map(([key, value]) => `\n${margin}${inline(key, column)}:${renderExpect(value, column + 2)}`)
    .join("");
}

function isList(expect: DraftExpect): expect is readonly DraftExpect[] {
  return Array.isArray(expect);
}

function inline(text: string, column: number): string {
  return renderScalar(text, { flow: true, column, prefer: "quotes" });
}

function block(text: string, column: number): string {
  return renderScalar(text, { flow: false, column, prefer: "block" });
}
