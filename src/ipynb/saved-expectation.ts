import { compact } from "../basics/compact.ts";
import type { ExpectedBundle, ExpectedError, ExpectedParts, Variant } from "../lesson/expectation.ts";
import type { SavedForms } from "../lesson/notebook-settings.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";
import type { SourcePlace, SourceText } from "../source/place.ts";
import type { NotebookCell, SavedOutput } from "./notebook.ts";
import { inCell } from "./read-notebook.ts";
import { savedTexts } from "./saved-texts.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";
import { escapePattern } from "../pattern/escape-pattern.ts";
import { comparedBundle, hasPicture, withForms, withoutCaption, withoutNanWarning } from "../model/saved-forms.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";

/** What a cell's saved outputs expect of it, with the texts that places in them are shown in. */
export interface SavedExpectation {
  readonly variant: Variant;
  readonly texts: readonly SourceText[];
}

/** The saved outputs as an expectation: text is literal, whatever it holds, but for what has a form instead. */
export function savedExpectation(
  cell: NotebookCell,
  forms: SavedForms,
  literal: (text: SourceText) => ExpectedText = (text) => literalText(text, forms),
): SavedExpectation {
  const { place } = cell;
  const outputs = cell.outputs.flatMap((saved) => asCompared(saved, forms) ?? []);
  if (outputs.length === 0) return { variant: { place, parts: { nothing: true, forms } }, texts: [] };
  const { seen, stderr, displayLines } = savedTexts(outputs);
  const output = partText(cell, seen, "output");
  const errors = partText(cell, stderr, "stderr");
  const error = outputs.find((saved) => saved.output.type === "error");
  const raised = error && partText(cell, error.text, "error");
  const parts: ExpectedParts = {
    shows: literal(output),
    ...compact({
      stderr: stderr.value === "" ? undefined : literal(errors),
      error: error === undefined || raised === undefined ? undefined : expectedError(error, raised, literal),
    }),
    bundles: bundlesOf(cell, outputs, { output, lines: displayLines }),
    forms,
    saved: {
      shown: seen.value,
      stderr: stderr.value,
      message: error?.output.type === "error" ? error.output.message : "",
      captions: captionsOf(cell, forms),
    },
  };
  const texts = [output, ...(stderr.value === "" ? [] : [errors]), ...(raised ? [raised] : [])];
  return { variant: { place: startOf(output, place), parts }, texts };
}

/** Where text is compared at all. */
function captionsOf({ outputs }: NotebookCell, { ignore }: SavedForms): readonly string[] {
  if (ignore.includes("text/plain")) return [];
  return outputs.flatMap(({ output, text }) => {
    const mime =
      output.type === "display" || output.type === "result" ? comparedBundle(output.mime, { ignore }) : undefined;
    return mime !== undefined && hasPicture(mime) ? [text.value] : [];
  });
}

function partText(cell: NotebookCell, text: SourceText, part: "output" | "stderr" | "error"): SourceText {
  const { number, id, place } = cell;
  const { cell: _, ...inFile } = place;
  const starts = text.starts.length > 0 ? text.starts : [inFile];
  return inCell({ value: text.value, starts }, { number, ...compact({ id }), part });
}

function startOf({ starts }: SourceText, otherwise: SourcePlace): SourcePlace {
  return starts[0] ?? otherwise;
}

function expectedError(
  { output }: SavedOutput,
  raised: SourceText,
  literal: (text: SourceText) => ExpectedText,
): ExpectedError {
  const { name, message } = output.type === "error" ? output : { name: "", message: "" };
  const place = startOf(raised, { file: "", line: 1, column: 1 });
  const [first, ...rest] = raised.starts;
  const after = first?.cell && { ...first, cell: { ...first.cell, column: name.length + 3 } };
  return {
    place,
    name: literal({ value: name, starts: [place] }),
    message: literal({ value: message, starts: [after ?? place, ...rest] }),
  };
}

function bundlesOf(
  cell: NotebookCell,
  outputs: readonly SavedOutput[],
  { output, lines }: { readonly output: SourceText; readonly lines: readonly number[] },
): readonly ExpectedBundle[] {
  const bundles = outputs.flatMap((saved) =>
    saved.output.type === "display" || saved.output.type === "result" ? [saved.output.mime] : [],
  );
  return bundles.map((mime, index) => ({
    place: output.starts[(lines[index] ?? 1) - 1] ?? startOf(output, cell.place),
    mime: withoutText(withoutFrontEnds(mime)),
  }));
}

/** What VS Code, Colab and others add to a display for themselves, which no kernel sends: beside what it did send. */
function withoutFrontEnds(mime: MimeBundle): MimeBundle {
  const sent = Object.entries(mime).filter(([type]) => !ofFrontEnd.test(type));
  return sent.length === 0 ? mime : Object.fromEntries(sent);
}

const ofFrontEnd = /datawrangler|colaboratory|google\.colab|vnd\.(?:deepnote|databricks|hex|noteable)\./;

function withoutText(mime: MimeBundle): MimeBundle {
  return Object.fromEntries(Object.entries(mime).filter(([type]) => type !== "text/plain"));
}

/** A saved text as the pattern of itself, with a form for what is different each time. */
function literalText(text: SourceText, forms: SavedForms): ExpectedText {
  return expectedText(text, escapePattern(withForms(text.value, forms)));
}

/** A pattern, as the text with these starts says it. */
export function expectedText({ starts }: SourceText, value: string): ExpectedText {
  return { pattern: parsePattern(value).pattern, text: { value, starts } };
}

/** What of an output is compared; absent where nothing of it is. */
function asCompared(saved: SavedOutput, forms: SavedForms): SavedOutput | undefined {
  const { output, text } = saved;
  if (output.type === "error") return saved;
  if (output.type === "stream") return output.name === "stdout" ? saved : stderrAsCompared(saved, output, forms);
  const mime = comparedBundle(output.mime, forms);
  if (mime === undefined) return undefined;
  const plain = forms.ignore.includes("text/plain") ? "" : text.value;
  return {
    output: { ...output, mime },
    text: { ...text, value: hasPicture(mime) ? withoutCaption(plain) : plain },
  };
}

function stderrAsCompared(
  { text }: SavedOutput,
  output: Extract<SavedOutput["output"], { type: "stream" }>,
  { ignore }: SavedForms,
): SavedOutput | undefined {
  const value = ignore.includes("stderr") ? "" : withoutNanWarning(text.value);
  if (value === "") return undefined;
  return value === text.value ? { output, text } : { output: { ...output, text: value }, text: linesOf(text, value) };
}

/** The part of a text that some of its lines make, each where it stands. */
function linesOf({ value, starts }: SourceText, part: string): SourceText {
  const lines = value.split("\n");
  let next = 0;
  const kept = part.split("\n").map((line) => {
    const at = lines.indexOf(line, next);
    next = at + 1;
    return starts[at] ?? startOf({ value, starts }, { file: "", line: 1, column: 1 });
  });
  return { value: part, starts: kept };
}
