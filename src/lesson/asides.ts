import { parsePythonVersions } from "./versions.ts";

/** What an aside is, by what stands in its brackets. */
export type Aside =
  | { readonly kind: "note"; readonly title: string }
  /** A PEP 440 specifier set. */
  | { readonly kind: "version"; readonly python: string }
  | { readonly kind: "bad-version" };

const titles: Readonly<Record<string, string>> = { NOTE: "Note", TIP: "Tip", WARNING: "Warning" };

export const asideLabels: readonly string[] = [...Object.keys(titles), "VERSION"];

/** The kind of an aside by its label: `NOTE`, `VERSION 3.14+`; undefined where there is no such kind. */
export function asideOf(label: string): Aside | undefined {
  const title = Object.hasOwn(titles, label) ? titles[label] : undefined;
  if (title !== undefined) return { kind: "note", title };
  const version = /^VERSION\b(.*)$/.exec(label)?.[1];
  if (version === undefined) return undefined;
  const python = parsePythonVersions(version.trim());
  return python === undefined ? { kind: "bad-version" } : { kind: "version", python };
}
