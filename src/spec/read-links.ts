import path from "node:path";
import { findLinks, type MarkdownLink } from "../markdown/find-links.ts";
import type { Linked } from "../lesson/linked.ts";
import type { LessonFile } from "../lesson/lesson.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { placeAtOffset, type SourcePlace, type SourceText } from "../source/place.ts";
import type { StepEntry } from "./expand-steps.ts";
import { markdownTexts } from "./markdown-texts.ts";
import { localPath } from "./local-path.ts";
import { lessonName } from "./lesson-name.ts";
import type { ReadFile } from "./read-spec-file.ts";
import { resolveInCourse } from "./resolve-in-course.ts";
import type { Links } from "./spec-file.ts";
import { textOf, type YamlMap } from "./yaml-node.ts";

/** Where a lesson's links may lead. */
export interface LinkHome {
  /** The course's folder: absolute and real. */
  readonly courseFolder: string;
  /** The lesson's folder: absolute. */
  readonly folder: string;
  /** The names of the course's lessons. */
  readonly listed: readonly string[];
}

export interface ReadLinks {
  readonly links: Links;
  /** What links lead to beside the notebook. */
  readonly files: readonly LessonFile[];
}

/** Looks up where the links and images of the steps' Markdown lead inside the course; what leads nowhere is reported. */
export async function readLinks(entries: readonly StepEntry[], home: LinkHome): Promise<ReadLinks> {
  const links = new Map<YamlMap, Readonly<Record<string, Linked>>>();
  const files = new Map<string, LessonFile>();
  for (const { file, map } of entries) {
    const own: Record<string, Linked> = {};
    for (const { text, link, target } of linksOf(map)) {
      const found = await lookUp({ file, link, text, target, home });
      if (found === undefined) continue;
      own[link.url] = found.linked;
      if (found.file !== undefined) files.set(found.file.path, found.file);
    }
    if (Object.keys(own).length > 0) links.set(map, own);
  }
  return { links, files: [...files.values()] };
}

type LocalLink = Pick<Lookup, "text" | "link" | "target">;

/** The links of a step into the course. */
function linksOf(map: YamlMap): readonly LocalLink[] {
  const figure = textOf(map, "figure");
  const links = markdownTexts(map).flatMap((text) =>
    findLinks(text.value).flatMap((link): readonly LocalLink[] => {
      const target = localPath(link.url);
      return target === undefined ? [] : [{ text, link, target }];
    }),
  );
  if (figure === undefined) return links;
  const { value: url } = figure;
  return [{ text: figure, link: { kind: "image", url, from: 0, to: url.length }, target: url }, ...links];
}

interface Lookup {
  readonly file: ReadFile;
  readonly link: MarkdownLink;
  readonly text: SourceText;
  readonly target: string;
  readonly home: LinkHome;
}

interface Found {
  readonly linked: Linked;
  readonly file?: LessonFile;
}

async function lookUp({ file, link, text, target, home }: Lookup): Promise<Found | undefined> {
  const place = placeAtOffset(text, link.from, link.to);
  const folder = path.dirname(file.path);
  const notebook = link.kind === "link" ? notebookName(target, folder, home) : undefined;
  if (notebook !== undefined) return { linked: { kind: "lesson", name: notebook } };
  const node = { kind: "text" as const, place, from: 0, to: 0, text, style: "plain" as const };
  const { courseFolder } = home;
  const source = await resolveInCourse(file, node, { name: target, folder, courseFolder });
  if (source === undefined) return undefined;
  if (link.kind === "image") {
    if (pictures.test(source)) return { linked: { kind: "picture", source } };
    file.report(noPicture(place, target));
    return undefined;
  }
  if (/\.ya?ml$/.test(source) && path.dirname(source) === home.folder) {
    const name = lessonName(source);
    if (home.listed.includes(name)) return { linked: { kind: "lesson", name } };
  }
  const beside = path.relative(home.folder, source).split(path.sep).join("/");
  if (!beside.startsWith("../")) {
    return { linked: { kind: "file", path: beside }, file: { path: beside, source, place } };
  }
  const message = `\`${target}\` would lie outside the notebook's folder`;
  file.report({ code: "outside-pack", place, message, advice: "Move the file beside the lesson or below" });
  return undefined;
}

const pictures = /\.(?:png|jpe?g|gif|webp|svg)$/i;

function noPicture(place: SourcePlace, name: string): Diagnostic {
  const message = `\`${name}\` is no picture that a notebook can show`;
  return { code: "bad-value", place, message, advice: "Name a file that ends in .png, .svg, .jpg, .gif or .webp" };
}

/** The lesson whose notebook is meant by a name as it is after the build. */
function notebookName(target: string, folder: string, { courseFolder, listed }: LinkHome): string | undefined {
  const name = /^(?:\.\/)?([^/]+)\.ipynb$/.exec(target)?.[1];
  if (name === undefined || folder !== courseFolder) return undefined;
  return name === "index" || listed.includes(name) ? name : undefined;
}
