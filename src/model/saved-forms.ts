import type { EqualByForm } from "./equal-by-form.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";
import type { SavedForms } from "../lesson/notebook-settings.ts";
import { replaceInLines } from "../pattern/replacement.ts";

/** What a kernel says anew each time, by nature, and what stands for it where saved outputs are compared. */
const forms = {
  address: "at 0x…",
  file: "<cell>",
  duration: "…",
} as const;

/** IPython writes three digits, and so `1e+03 ns` for what is nearly a microsecond. */
const span = String.raw`\d[\d.]*(?:e\+\d\d)? ?(?:[nuµμm]?s|min|h|d)(?: \d[\d.]* ?(?:[nuµμm]?s|min|h|d))*`;

/** As `%time` and `%timeit` write them, whole lines. */
const durations = new RegExp(
  [
    `^(CPU times: )(?:user ${span}, sys: ${span}, )?total: ${span}$`,
    `^((?:Wall time|Compiler +|Parser +): )${span}$`,
    String.raw`^()${span} (?:±|\+-) ${span} per loop \(mean (?:±|\+-) std\. dev\. of \d+ runs?, [\d,]+ loops? each\)$`,
    String.raw`^()[\d,]+ loops?, best of \d+: ${span} per loop$`,
  ].join("|"),
  "gm",
);

/** One of the forms of text. */
export type TextForm = Exclude<EqualByForm["form"], "caption">;

type MakeForm = (text: string, saved: Pick<SavedForms, "replace">) => string;

/** What makes two texts equal that are not the same. */
const textForms: Readonly<Record<TextForm, MakeForm>> = {
  replaced: (text, { replace }) => replaceInLines(text, replace),
  address: (text) => (text.includes("at 0x") ? text.replaceAll(/\bat 0x[0-9a-fA-F]+/g, forms.address) : text),
  file: (text) => (/\.py\b|ipython-input-/.test(text) ? withoutCellFiles(text) : text),
  duration: (text) => withoutDurations(text),
};

/** All forms of text, in their order. */
export const textFormNames: readonly TextForm[] = ["replaced", "address", "file", "duration"];

/**
 * The text with what is different each time by nature replaced by its form: where an object lies, how a cell's file is
 * called, how long `%time` says that something took; and before that, what settings name. Linear in the text, whatever it
 * holds.
 */
export function withForms(
  text: string,
  saved: Pick<SavedForms, "replace">,
  names: readonly TextForm[] = textFormNames,
): string {
  return names.reduce((formed, name) => textForms[name](formed, saved), text);
}

/** A word holds a path whole: begun at each of its characters, a long one would take the square of its time. */
function withoutCellFiles(text: string): string {
  return text
    .replaceAll(/<ipython-input-\d+-[0-9a-f]+>/g, forms.file)
    .replaceAll(/[^\s"'()]+/g, (word) => (word.includes("ipy") ? withoutCellFile(word) : word))
    .replaceAll(/\((?:\d{1,10}\.py|<cell>), line /g, `(${forms.file}, line `);
}

/** ipykernel names a cell's file by its process, Colab by the cell's count. */
function withoutCellFile(word: string): string {
  const name = /ipykernel_\d+[/\\]\d+\.py|ipython-input-\d+-\d+\.py/.exec(word);
  return name === null ? word : forms.file + word.slice(name.index + name[0].length);
}

/** The text with something else where `%time` and `%timeit` say how long something took. */
export function withoutDurations(text: string, put: string = forms.duration): string {
  if (!/CPU times: |Wall time: |Compiler +: |Parser +: | loops?[ ,]/.test(text)) return text;
  return text.replaceAll(durations, (_, processor?: string, wall?: string) => (processor ?? wall ?? "") + put);
}

const caption = /^<(?:Figure size [\d.]+x[\d.]+ with \d+ Axes|matplotlib\.figure\.Figure at 0x[0-9a-f]+)>$/;

/** What stands beside a picture as text says how large it was drawn: matplotlib's settings decide, and not the cell. */
export function withoutCaption(text: string): string {
  return caption.test(text.trim()) ? "<Figure>" : text;
}

/** What of a display or result is compared; absent where nothing is left of it. */
export function comparedBundle(mime: MimeBundle, { ignore }: Pick<SavedForms, "ignore">): MimeBundle | undefined {
  const types = Object.keys(mime).filter((type) => !ignore.includes(type));
  if (types.length === Object.keys(mime).length) return mime;
  if (types.length === 0) return undefined;
  return Object.fromEntries(types.map((type) => [type, mime[type]]));
}

/** Whether a display or result is a picture. */
export function hasPicture(mime: MimeBundle): boolean {
  return Object.keys(mime).some((type) => type.startsWith("image/"));
}

/**
 * The text on stderr without what jupyter_client writes there when a message holds NaN or Infinity, which JSON has not: it
 * speaks of the kernel's own message, with its own path, and once in a kernel's life. What comes is the number's name.
 */
export function withoutNanWarning(text: string): string {
  return text.includes("jupyter_client") ? text.replaceAll(nanWarning, "") : text;
}

const nanWarning =
  /^.*jupyter_client[/\\]session\.py:\d+: UserWarning: Message serialization failed with:\r?\nOut of range float values are not JSON compliant.*\r?\nSupporting this message is deprecated in jupyter-client 7.*\r?\n(?: {2}.*\n?)?/gm;
