import { structuredPatch } from "diff";

import { groupBy } from "../basics/group-by.ts";
import type { LeftAlone, NewChoice, NewHole, RecordedFile, Update } from "../lesson/recording.ts";
import type { Requirements } from "../lesson/requirements.ts";
import { showVersions } from "../lesson/versions.ts";
import { cutLine } from "./cut-line.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";
import { plural } from "./words.ts";

/** What recording is about to write, as a unified diff of each file. */
export function renderDiffs(files: readonly RecordedFile[], style: Style): string {
  return files.map((file) => `${renderDiff(file, style)}\n`).join("");
}

function renderDiff({ file, before, after }: RecordedFile, style: Style): string {
  const { hunks } = structuredPatch(file, file, before, after, undefined, undefined, { context: 3 });
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: own }) => [
    style.place(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...own.map((line) => renderLine(line, style)),
  ]);
  return [style.strong(`--- ${visible(file)}`), style.strong(`+++ ${visible(file)}`), ...lines, ""].join("\n");
}

function renderLine(line: string, style: Style): string {
  const text = visible(line.replace(/\r$/, ""));
  if (line.startsWith("+")) return style.good(text);
  return line.startsWith("-") ? style.bad(text) : text;
}

/** What of it wants a look: holes that were put in, and what was left alone; then the sum of it. */
export function renderUpdate(update: Update, style: Style): string {
  const { holes, choices, leftAlone } = update;
  const blocks = [
    holes.length === 0 ? "" : [style.strong("New holes, for you to review"), ...grouped(holes, style)].join("\n"),
    choices.length === 0
      ? ""
      : [
          style.strong("Several things tell the kernels apart: is it what was taken?"),
          ...choices.map((each) => renderChoice(each, style)),
        ].join("\n"),
    leftAlone.length === 0
      ? ""
      : [style.strong("Left alone"), ...leftAlone.map((each) => renderLeft(each, style))].join("\n"),
    renderSum(update, style),
  ];
  return blocks
    .filter((block) => block !== "")
    .map((block) => `${block}\n`)
    .join("\n");
}

/** One entry for a line, with all of its holes. */
function grouped(holes: readonly NewHole[], style: Style): readonly string[] {
  const lines = groupBy(holes, ({ place: { file, line }, line: text }) => `${file}:${line}:${text}`);
  return [...lines.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { file, line } = first.place;
    return [
      `  ${style.place(`${visible(file)}:${line}`)}  ${cutLine(first.line.trim(), style.columns - 8 - file.length).text}`,
      ...own.map((hole) => renderHole(hole, style)),
    ];
  });
}

const mostShown = 3;

function renderHole({ hole, what, seen }: NewHole, style: Style): string {
  const shown = seen.slice(0, mostShown).map((text) => cutLine(text, 40).text);
  const more = seen.length > mostShown ? " …" : "";
  const examples = seen.length === 0 ? "" : `: ${shown.join(", ")}${more}`;
  return `      ${style.warning(visible(hole))}  ${what}${style.quiet(examples)}`;
}

function renderChoice({ place: { file, line }, when, others }: NewChoice, style: Style): string {
  const also = others.map(asWritten).join(" or ");
  return `  ${style.place(`${visible(file)}:${line}`)}  ${asWritten(when)}; ${also} would tell them apart as well`;
}

/** Requirements as lessons have them. */
function asWritten({ python, packages, ...others }: Requirements): string {
  const entries = [
    ...(python === undefined ? [] : [`python: ${showVersions(python)}`]),
    ...Object.entries(others).map(
      ([key, value]) => `${key}: ${typeof value === "boolean" ? (value ? "yes" : "no") : value}`,
    ),
    ...Object.entries(packages ?? {}).map(
      ([name, set]) => `packages: { ${name}: ${set === "" ? "any" : showVersions(set)} }`,
    ),
  ];
  return `\`${entries.join(", ")}\``;
}

function renderLeft({ place: { file, line, column }, reason }: LeftAlone, style: Style): string {
  return `  ${style.place(`${visible(file)}:${line}:${column}`)}  ${visible(reason)}`;
}

function renderSum({ files, holes, leftAlone, changes, quotations }: Update, style: Style): string {
  const left = leftAlone.length === 0 ? "" : style.warning(`, ${leftAlone.length} left alone`);
  if (changes + quotations === 0) return `${style.good("Nothing to record")}${left}`;
  const gaps = holes.length === 0 ? "" : `, ${plural(holes.length, "new hole")}`;
  const made = [changes === 0 ? [] : plural(changes, "step"), quotations === 0 ? [] : plural(quotations, "quotation")];
  return `${style.good(`${made.flat().join(" and ")} recorded in ${plural(files.length, "file")}`)}${gaps}${left}`;
}
