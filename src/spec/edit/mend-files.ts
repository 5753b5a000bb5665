import type { RecordedFile } from "../../lesson/recording.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { sourceFile } from "../../source/source-file.ts";
import { applyEdits, type TextEdit } from "../../source/text-edit.ts";
import { readCourses, type ReadResult } from "../read-courses.ts";

/** What is left to say of files once what their diagnostics rewrite stands in them. */
export interface MendedFiles extends Pick<ReadResult, "diagnostics" | "sources"> {
  readonly files: readonly RecordedFile[];
  /** How many rewrites were made. */
  readonly mended: number;
}

/** A rewrite shows what stood behind it: so many times at most are the files read again. */
const mostRounds = 50;

/** Makes of files what their diagnostics offer, as long as they offer something; writes nothing. */
export async function mendFiles(paths: readonly string[], { cwd }: { readonly cwd: string }): Promise<MendedFiles> {
  const given = await readCourses(paths, { cwd });
  const leftAlone = new Set<string>();
  let texts: ReadonlyMap<string, string> = new Map();
  let read = given;
  let mended = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const made = mendOnce(read, leftAlone);
    if (made.length === 0) break;
    const next = new Map([...texts, ...made.map(({ file, after }) => [file, after] as const)]);
    const now = await readCourses(paths, { cwd, texts: next });
    const still = new Set(now.diagnostics.map(offerOf));
    const helpless = made.flatMap(({ offers }) => offers).filter((offer) => still.has(offer));
    // It is told again: it was no cure. All of it is tried again without that one.
    for (const offer of helpless) leftAlone.add(offer);
    if (helpless.length > 0) continue;
    texts = next;
    read = now;
    mended += made.reduce((sum, { offers }) => sum + offers.length, 0);
  }
  const files = [...texts].map(([file, after]) => ({ file, before: given.sources.get(file) ?? "", after }));
  return { files, mended, diagnostics: read.diagnostics, sources: read.sources };
}

interface MendedFile {
  readonly file: string;
  readonly after: string;
  readonly offers: readonly string[];
}

function mendOnce({ diagnostics, sources }: ReadResult, leftAlone: ReadonlySet<string>): readonly MendedFile[] {
  return [...sources].flatMap(([file, before]) => {
    const own = diagnostics.filter((each) => each.place.file === file && !leftAlone.has(offerOf(each)));
    const edits = own.flatMap((diagnostic) => {
      const edit = editOf(diagnostic, before);
      return edit === undefined ? [] : [{ edit, offer: offerOf(diagnostic) }];
    });
    const apart = edits
      .toSorted((a, b) => a.edit.from - b.edit.from)
      .filter(({ edit }, index, all) => index === 0 || edit.from > (all[index - 1]?.edit.to ?? 0));
    if (apart.length === 0) return [];
    const after = applyEdits(
      before,
      apart.map(({ edit }) => edit),
    );
    return [{ file, after, offers: apart.map(({ offer }) => offer) }];
  });
}

/** A diagnostic's rewrite, wherever its lines have gone meanwhile. */
function offerOf({ code, message, rewritten }: Diagnostic): string {
  return JSON.stringify([code, message, rewritten]);
}

/** Absent where the file has something else in that place. */
function editOf({ rewritten, replaces }: Diagnostic, text: string): TextEdit | undefined {
  if (rewritten === undefined || replaces === undefined) return undefined;
  const start = sourceFile("", text).lineStarts[replaces.line - 1];
  if (start === undefined) return undefined;
  const from = start + replaces.column - 1;
  const to = from + replaces.text.length;
  if (text.slice(from, to) !== replaces.text) return undefined;
  const lines = rewritten.trimEnd().replaceAll("\r", "").split("\n");
  return { from, to, text: lines.join(text.includes("\r\n") ? "\r\n" : "\n") };
}
