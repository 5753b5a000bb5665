import { type CodeEntry, diagnosticCodes, findingCodes, infrastructureCodes } from "../../src/model/code-entries.ts";

/** `docs/findings.md`, made from the table of codes. */
export function findingsPage(): string {
  return [
    "# What nbproof finds",
    "",
    "Every message of `nbproof` carries one of these codes. `nbproof explain CODE` prints the page about one. This list is made from `src/model/code-entries.ts` by `npm run docs`.",
    "",
    ...section("In a file, before anything runs", "Exit code 2.", diagnosticCodes),
    ...section("In a run", "Exit code 1.", findingCodes),
    ...section("Around a lesson", "Exit code 3: the infrastructure failed, and not the lesson.", infrastructureCodes),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

function section(heading: string, about: string, codes: Readonly<Record<string, CodeEntry>>): string[] {
  const rows = Object.entries(codes).map(
    ([code, { meaning }]) => `| [${code}](findings/${code}.md) | ${escaped(meaning)} |`,
  );
  return [`## ${heading}`, "", about, "", "| code | what it means |", "|-|-|", ...rows, ""];
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
