import { compact } from "../basics/compact.ts";
import type { ExpectedBundle, ExpectedError, ExpectedParts, Variant } from "../lesson/expectation.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";
import type { SourcePlace, SourceText } from "../source/place.ts";
import type { NotebookCell, SavedOutput } from "./notebook.ts";
import { inCell } from "./read-notebook.ts";
import { savedTexts } from "./saved-texts.ts";
import type { ExpectedText } from "../lesson/expected-text.ts";
import { escapePattern } from "../pattern/escape-pattern.ts";
import { parsePattern } from "../pattern/parse-pattern.ts";

/** What a cell's saved outputs expect of it, with the texts that places in them are shown in. */
export interface SavedExpectation {
  readonly variant: Variant;
  readonly texts: readonly SourceText[];
}

/** The saved outputs as an expectation: text is literal, whatever it holds. */
export function savedExpectation(cell: NotebookCell): SavedExpectation {
  const { outputs, place } = cell;
  if (outputs.length === 0) return { variant: { place, parts: { nothing: true } }, texts: [] };
  const { seen, stderr, displayLines } = savedTexts(outputs);
  const output = partText(cell, seen, "output");
  const errors = partText(cell, stderr, "stderr");
  const error = outputs.find((saved) => saved.output.type === "error");
  const raised = error && partText(cell, error.text, "error");
  const parts: ExpectedParts = {
    shows: literalText(output),
    ...compact({
      stderr: stderr.value === "" ? undefined : literalText(errors),
      error: error === undefined || raised === undefined ? undefined : expectedError(error, raised),
    }),
    bundles: bundlesOf(cell, output, displayLines),
  };
  const texts = [output, ...(stderr.value === "" ? [] : [errors]), ...(raised ? [raised] : [])];
  return { variant: { place: startOf(output, place), parts }, texts };
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

function expectedError({ output }: SavedOutput, raised: SourceText): ExpectedError {
  const { name, message } = output.type === "error" ? output : { name: "", message: "" };
  const place = startOf(raised, { file: "", line: 1, column: 1 });
  const [first, ...rest] = raised.starts;
  const after = first?.cell && { ...first, cell: { ...first.cell, column: name.length + 3 } };
  return {
    place,
    name: literalText({ value: name, starts: [place] }),
    message: literalText({ value: message, starts: [after ?? place, ...rest] }),
  };
}

function bundlesOf(cell: NotebookCell, output: SourceText, lines: readonly number[]): readonly ExpectedBundle[] {
  const bundles = cell.outputs.flatMap((saved) =>
    saved.output.type === "display" || saved.output.type === "result" ? [saved.output.mime] : [],
  );
  return bundles.map((mime, index) => ({
    place: output.starts[(lines[index] ?? 1) - 1] ?? startOf(output, cell.place),
    mime: withoutText(mime),
  }));
}

function withoutText(mime: MimeBundle): MimeBundle {
  return Object.fromEntries(Object.entries(mime).filter(([type]) => type !== "text/plain"));
}

/** A saved text as the pattern of itself. */
function literalText({ value, starts }: SourceText): ExpectedText {
  const escaped = escapePattern(value).replaceAll(cellFile, cellFileHole);
  return { pattern: parsePattern(escaped).pattern, text: { value: escaped, starts } };
}

/** ipykernel gives each cell a file name for warnings and tracebacks, with its process id: never the same twice. */
const cellFile = /[^\s"'()]*ipykernel_\d+[/\\]\d+\.py/g;

const cellFileHole = String.raw`$(/[^\s"'()]*ipykernel_\d+[\/\\]\d+\.py/)`;
