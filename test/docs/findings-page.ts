import { diagnosticCodes, findingCodes, type CodeEntry } from "../../src/lesson/codes.ts";

/** `docs/findings.md`, made from the table of codes. */
export function findingsPage(): string {
  return [
    "# What nbproof finds",
    "",
    "Every message of `nbproof` carries one of these codes. This page is made from `src/lesson/codes.ts` by `npm run docs`.",
    "",
    "## In a file, before anything runs",
    "",
    "Exit code 2.",
    "",
    ...section(diagnosticCodes),
    "## In a run",
    "",
    "Exit code 1; `kernel-start` and `server-lost`, where the infrastructure failed and not the lesson, 3.",
    "",
    ...section(findingCodes),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

function section(codes: Readonly<Record<string, CodeEntry>>): string[] {
  return Object.entries(codes).flatMap(([code, { meaning, remedy }]) => [
    `### ${code}`,
    "",
    `${meaning} ${remedy}`,
    "",
  ]);
}
