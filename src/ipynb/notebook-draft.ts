import { noNotebookSettings, type NotebookSettings } from "../lesson/notebook-settings.ts";
import { compact } from "../basics/compact.ts";
import type { ExpectedParts } from "../lesson/expectation.ts";
import { findClaims } from "../spec/claims.ts";
import type { DraftExpect, DraftStep, LessonDraft } from "../spec/render-lesson.ts";
import { memberOf, stringOf, stringsOf, valueOf } from "./json-node.ts";
import { readMarkers } from "./markers.ts";
import type { Notebook, NotebookCell } from "./notebook.ts";
import { timeoutOf } from "./said-of-notebook.ts";
import { savedExpectation } from "./saved-expectation.ts";
import { type Holes, holesFor } from "./text-with-holes.ts";
import { titled } from "./titled.ts";
import { withoutQuotations } from "./without-quotations.ts";

/** A file that is to be written beside the lesson. */
export interface Attachment {
  /** Relative to the lesson. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ImportedLesson {
  readonly draft: LessonDraft;
  readonly attachments: readonly Attachment[];
  /** What could not be taken over as it is, for the author. */
  readonly notes: readonly string[];
}

/** A lesson of a notebook's cells and saved outputs; `name` is the lesson's. */
export function notebookDraft(
  notebook: Notebook,
  { name, settings = noNotebookSettings }: { readonly name: string; readonly settings?: NotebookSettings },
): ImportedLesson {
  const notes: string[] = [];
  const attachments: Attachment[] = [];
  const context: Context = { settings, holes: holesFor(settings.replace), types: new Set() };
  const steps = notebook.cells.flatMap((cell) => {
    const note = (text: string): void => void notes.push(`cell ${cell.number}: ${text}`);
    if (cell.type === "raw") note("a raw cell was left out");
    if (cell.type === "raw" || cell.text.value.trim() === "") return [];
    if (cell.type === "code") return [codeStep(cell, note, context)];
    const { prose, files } = proseOf(cell, `${name}-files`);
    attachments.push(...files);
    const plain = withoutQuotations(prose);
    if (plain !== prose) note("what it quotes of an output became plain text, since nothing says of which step it is");
    return [{ prose: plain }];
  });
  const files = attachments.map(({ path }) => path);
  const timeout = durationText(timeoutOf(notebook) ?? settings.timeout);
  const draft = { ...titled(steps, name), files, ...compact({ timeout }) };
  return { draft, attachments, notes: [...notes, ...notesOf(context)] };
}

/** What all cells have in common. */
interface Context {
  readonly settings: NotebookSettings;
  readonly holes: Holes;
  /** Where the mime types go that are not taken over. */
  readonly types: Set<string>;
}

/** What could not be taken over, of all cells. */
function notesOf({ settings, holes, types }: Context): readonly string[] {
  const lost = [...types].filter((type) => !settings.ignore.includes(type));
  return [
    ...(lost.length > 0 ? [`displays are expected as text/plain alone, and not as ${lost.join(", ")}`] : []),
    ...(settings.runOnly ? ["the settings have it run only, so that nothing is expected of its cells"] : []),
    ...[...holes.impossible].map(
      ({ pattern }) => `what the settings replace by \`${pattern}\` is expected as it is saved: no hole says the same`,
    ),
  ];
}

function durationText(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : `${milliseconds}ms`.replace(/000ms$/, "s");
}

/** Markdown, with the pictures that were in the cell as files. */
function proseOf(cell: NotebookCell, folder: string): { prose: string; files: readonly Attachment[] } {
  let prose = cell.text.value;
  const attached = memberOf(cell.node, "attachments")?.children ?? [];
  const files = attached.flatMap(({ children: [key, bundle] = [] }): readonly Attachment[] => {
    const [name, data] = [stringOf(key), [valueOf(bundle?.children?.[0]?.children?.[1])].flat().join("")];
    if (name === undefined || data === "") return [];
    const path = `${folder}/${cell.number}-${name.replaceAll(/[^\w.-]+/g, "-")}`;
    prose = prose.replaceAll(`attachment:${name}`, path);
    return [{ path, bytes: Buffer.from(data, "base64") }];
  });
  return { prose: prose.trimEnd(), files };
}

type Note = (text: string) => void;

function codeStep(cell: NotebookCell, note: Note, context: Context): DraftStep {
  const source = cell.text.value.trimEnd();
  const markers = readMarkers(source, stringsOf(memberOf(cell.metadata, "tags")));
  if (markers.skip !== undefined) {
    note(`it is ${markers.skip}, so its code stands in prose, where nothing executes it`);
    return { prose: `\`\`\`python\n${source}\n\`\`\`` };
  }
  if (memberOf(cell.metadata, "nbmake") !== undefined)
    note("what nbmake executes after it (`mock`, `post_cell_execute`) was left out");
  const code = withoutClaims(cell, source, note);
  const expect = expectOf(cell, { ...context, ignored: !(markers.compares ?? !context.settings.runOnly) });
  if (markers.mayRaise && !expectsError(expect))
    note("it may raise, which a lesson cannot say: expect its error, or mend it");
  const input = memberOf(cell.metadata, "nbproof", "input")?.children?.map((answer) => String(valueOf(answer)));
  if (input === undefined && asksNobody(cell)) note("it asks for input: give the answers under `input:`");
  return { code, ...compact({ input, expect }) };
}

function expectsError(expect: DraftExpect | undefined): boolean {
  return typeof expect === "object" && "error" in expect;
}

/** What a front end without anybody to ask has saved. */
function asksNobody({ outputs }: NotebookCell): boolean {
  return outputs.some(({ output }) => output.type === "error" && output.name === "StdinNotImplementedError");
}

/** A comment that a lesson would take for a claim, with another arrow. */
function withoutClaims(cell: NotebookCell, source: string, note: Note): string {
  const { claims, diagnostics } = findClaims({ value: source, starts: cell.text.starts });
  if (claims.length + diagnostics.length === 0) return source;
  note("`# =>` in its comments became `# ->`, since a lesson would take it for a claim");
  return source.replaceAll(/#(\s*)=>/g, "#$1->");
}

interface ExpectContext extends Context {
  readonly ignored: boolean;
}

function expectOf(cell: NotebookCell, { ignored, settings, holes, types }: ExpectContext): DraftExpect | undefined {
  const own = memberOf(cell.metadata, "nbproof", "expect");
  if (own !== undefined) return draftOf(valueOf(own));
  if (cell.outputs.length === 0) return undefined;
  const { parts } = savedExpectation(cell, noNotebookSettings, holes.of).variant;
  // Whatever it writes to stderr, since nobody looks.
  if (ignored) return parts.stderr === undefined ? undefined : { stderr: anything };
  for (const type of parts.bundles?.flatMap(({ mime }) => Object.keys(mime)) ?? []) types.add(type);
  // Of such a number the kernel's jupyter_client warns on stderr, once in its life, by a path of its own.
  const warns = (parts.bundles ?? []).some(({ mime }) => isNonFinite(mime));
  return partsOf(parts, settings.ignore, warns);
}

/** Whether a JSON value holds NaN or Infinity. */
function isNonFinite(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(isNonFinite);
  return typeof value === "number" && !Number.isFinite(value);
}

/** As a pattern: any lines, and none. */
const anything = "...";

function partsOf(
  { shows, stderr, error, bundles = [] }: ExpectedParts,
  ignore: readonly string[],
  warns: boolean,
): DraftExpect | undefined {
  // What is displayed stands among what is printed.
  const ignoresShown = bundles.length > 0 && ignore.includes("text/plain");
  const seen = ignoresShown ? anything : (shows?.text.value.replaceAll(colours, "") ?? "");
  const raised = error && { name: error.name?.text.value ?? "", message: error.message?.text.value ?? "" };
  const anyErrors = warns || (stderr !== undefined && ignore.includes("stderr"));
  if (stderr === undefined && raised === undefined && !warns) return seen === "" ? undefined : closed(seen);
  return {
    ...compact({
      shows: seen === "" ? undefined : closed(seen),
      stderr: anyErrors ? anything : stderr && closed(stderr.text.value.replaceAll(colours, "")),
      error: raised === undefined ? undefined : raised.message === "" ? { name: raised.name } : raised,
    }),
  };
}

// oxlint-disable-next-line no-control-regex -- the escape character is what such a sequence begins with
const colours = /\u001b\[[0-9;:]*m/g;

/**
 * Without what no pattern needs: white space at the end of a line, and the newline at the very end; two of them are an
 * empty line. Where there is nothing but empty lines, one newline is one of them, and an empty text would be no output.
 */
function closed(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  return lines.join("\n").replace(/(?<!\n)\n$/, "") || "\n";
}

/** JSON as the lesson language has it: numbers and truth values are text. */
function draftOf(value: unknown): DraftExpect {
  if (Array.isArray(value)) return value.map(draftOf);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, draftOf(part)]));
}
