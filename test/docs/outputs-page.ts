import { schemaSections } from "./report-page.ts";

const intro = `# Recorded outputs

The solutions edition has its outputs, and the student edition has none: what a cell shows is there to be predicted, or found out. The outputs are those of a run that proved the lesson:

\`\`\`sh
nbproof build --executed
nbproof build --executed --kernel ./.venv311,./.venv314
\`\`\`

The lessons are executed as \`nbproof validate\` executes them, on each kernel that is named, and for each lesson that passes \`recorded/LESSON.json\` is written beside it: to be committed. Of a lesson that fails, or is skipped on every kernel, nothing is written, and the report says why. What the first kernel showed is in the notebooks; of the others the outputs are kept where they differ, for those who read the file.

**A plain \`nbproof build\` starts no kernel.** It takes what is recorded. An output is in the notebook only if it is still the lesson's:

- the code of its cell, and of all cells before it, is what it was, and so are the answers to its \`input()\`, the lesson's \`files\` and \`env\`;
- of an exercise's check, the set-up cell is what it was as well, since the tests are in it: after an update of nbproof that changes it, the checks are to be recorded anew;
- the lesson accepts it: what \`validate\` would say of it is said without a kernel, on the Python that is recorded.

What is no longer the lesson's is left out, and told. \`nbproof build --check\` tells it too, and gives exit code 1, as for a notebook that is not what a build would make. What outputs do not tell is not looked at there: failed commands of the shell, the states of displays that change (\`updates\`), quizzes' proofs, wrong answers, and which statement showed what a claim says. \`validate\` looks at all of it.

**As little as can be is rewritten.** An address or a time is another in each run. What is recorded stays as long as it is the lesson's, on the same Python; a second \`--executed\` writes nothing. To have all of it anew, remove the file.

Execution counts are those of Run All. A file that is not JSON or not of this shape is [bad-record](findings/bad-record.md); it may have 20,000,000 bytes. It is written whole or not at all. Tracebacks have the paths of the machine that showed them.

This page's tables and [schema/outputs.schema.json](../schema/outputs.schema.json), which is in the package as \`nbproof/schema/outputs.schema.json\`, are made from one type, [src/outputs/json-outputs.ts](../src/outputs/json-outputs.ts), by \`npm run docs\`. \`version\` is 1: a key that is there stays, with its meaning, as long as it is 1.`;

/** `docs/recorded-outputs.md`, made from the schema. */
export function outputsPage(schema: object): string {
  return `${[intro, ...schemaSections("file", schema)].join("\n\n")}\n`;
}
