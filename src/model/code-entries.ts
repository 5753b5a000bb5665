import type { Code, FindingCode, InfrastructureCode } from "./codes.ts";
import type { DiagnosticCode } from "../source/diagnostic.ts";

/** What a code means to an author, and what to do. The reference page is made from this table. */
export interface CodeEntry {
  readonly meaning: string;
  readonly remedy: string;
  /** In a notebook, where that is another. */
  readonly inNotebook?: string;
}

/** What can be wrong with a file, known without executing anything: exit code 2. */
export const diagnosticCodes: Readonly<Record<DiagnosticCode, CodeEntry>> = {
  "yaml-syntax": {
    meaning: "The file is not YAML.",
    remedy: "Mend the line as the message says; prose and code are safest under `|`.",
  },
  "unknown-key": {
    meaning: "A key that the lesson language does not have.",
    remedy: "Use the key that the message suggests, or see docs/lesson-spec.md.",
  },
  "missing-key": { meaning: "A key that must be there is absent.", remedy: "Add it." },
  "wrong-type": {
    meaning: "A value is not of the kind that its key takes.",
    remedy: "Write the value in the form that the message shows.",
  },
  "needs-quotes": {
    meaning: "YAML read a list or a map where text is due.",
    remedy: "Quote the text, or put it under `|`.",
  },
  "text-cut": {
    meaning: "YAML took the rest of the line, from ` #` on, for a comment.",
    remedy: "Put the text under `|`, or quote it.",
  },
  "bad-value": {
    meaning: "A value is of the right kind but not one that its key takes.",
    remedy: "Use a value that the message lists.",
  },
  "empty-value": { meaning: "A key has nothing in it.", remedy: "Give it a value, or remove the key." },
  "bad-duration": {
    meaning: "A time that cannot be read.",
    remedy: "Write a number with `ms`, `s` or `m`: `500ms`, `1.5s`, `2m`.",
  },
  "bad-id": {
    meaning: "An id that cannot name a cell.",
    remedy: "Use lower-case letters `a` to `z`, digits and `-`, at most 48 of them.",
  },
  "several-documents": {
    meaning: "A file with a line `---` or `...` that begins a second document.",
    remedy: "Remove the line, or put what follows into a file of its own.",
  },
  "empty-file": { meaning: "A file that holds nothing but comments.", remedy: "Write the lesson, or remove the file." },
  "not-text": { meaning: "A file that is not text in UTF-8.", remedy: "Save it in UTF-8, without byte-order mark." },
  "reserved-name": {
    meaning: "A lesson named `index`, which is the name of the course's own notebook.",
    remedy: "Rename the lesson's file.",
  },
  "duplicate-lesson": {
    meaning: "Two lessons of a course would become the same notebook.",
    remedy: "Rename or remove one: the notebook's name is the file's, whatever its folder.",
  },
  "duplicate-file": {
    meaning: "A lesson's file would take the place of another in the course.",
    remedy: "Rename it: all lessons' files lie beside the notebooks, whatever the lesson's folder.",
  },
  "bad-claim": {
    meaning: "A comment that looks like a claim and is none, or that claims nothing.",
    remedy: "Write `# => ` and what the cell shows at the beginning of the comment.",
  },
  "unchecked-claim": {
    meaning: "A claim (`# =>`) where nothing checks it: in a starter, solution, test, proof or a cell with magics.",
    remedy: "Make it a plain comment, or use `expect`.",
  },
  "duplicate-key": { meaning: "A key stands twice in one map.", remedy: "Remove one." },
  "duplicate-id": { meaning: "Two steps of a lesson have the same id.", remedy: "Rename one." },
  "bad-step": {
    meaning: "An entry of `steps` is none of the step kinds, or several at once.",
    remedy: "Give it exactly one of prose, code, quiz, exercise or include.",
  },
  "bad-pattern": {
    meaning: "An expected text has a hole that cannot be read.",
    remedy: "See docs/expectations.md; `$$(` stands for a literal `$(`.",
  },
  "unknown-capture": {
    meaning: "A pattern uses a capture that no earlier pattern binds.",
    remedy: "Bind it first, as in `$(name:int)`.",
  },
  "unreachable-variant": {
    meaning: "A variant can never be chosen.",
    remedy: "Order the variants from the narrowest `when` to none.",
  },
  "claims-and-expect": { meaning: "A cell has both claims (`# =>`) and `expect`.", remedy: "Keep one of the two." },
  "bad-version": {
    meaning: "A version or version range that is none.",
    remedy: 'Write `3.12`, `3.12+` or a PEP 440 specifier such as `">=3.10,<3.14"`.',
  },
  "missing-file": {
    meaning: "A file that the lesson or course names is not there.",
    remedy: "Mend the path; it is relative to the file that names it.",
  },
  "outside-pack": {
    meaning: "A path leads out of the course's folder.",
    remedy: "Move the file into the course's folder.",
  },
  "include-cycle": { meaning: "Files include each other in a circle.", remedy: "Remove one of the includes." },
  "bad-quiz": {
    meaning:
      "A quiz whose task list has no choices or no right one, or a prediction of which a choice is what its cell shows and is not marked as right.",
    remedy: "End it with a task list; mark the right choices `[x]`.",
  },
  "bad-quotation": {
    meaning:
      "A quotation (a fenced block `output step-id`) of no step that shows output, without lines, or for no kernel.",
    remedy: "Name the `id` of a step with `code` in the same lesson, and write the lines that it shows.",
  },
  "bad-aside": {
    meaning: "An aside (`> [!NOTE]`) of no kind that there is, without text, or where it cannot be shown.",
    remedy: "Use `[!NOTE]`, `[!TIP]`, `[!WARNING]` or `[!VERSION 3.14+]`, each in a quote of its own.",
  },
  "bad-markup": {
    meaning: "A table or a picture in Markdown that tells nothing to who cannot see it.",
    remedy:
      'Give each column of the table a heading, and each `<img>` an `alt`; `alt=""` where it shows nothing that matters.',
  },
  "toml-syntax": {
    meaning: "`pyproject.toml`, which has settings of nbproof's, is not TOML.",
    remedy: "Mend the line as the message says.",
  },
  "json-syntax": {
    meaning: "A notebook's file is not JSON.",
    remedy: "Mend it at this place, or take the file's last good version.",
  },
  "bad-notebook": {
    meaning: "A notebook is not of nbformat 4 or 3, or lacks what nbformat requires.",
    remedy: "Open it in JupyterLab and save it again, which mends most.",
  },
  "bad-record": {
    meaning: "A file of recorded outputs (`recorded/…json`) is not JSON, or not of the shape that is due.",
    remedy: "Make it anew with `nbproof build --executed`, take its last good version, or remove it.",
  },
  "bad-template": {
    meaning: "A template of the course's own theme cannot be used, so that its course cannot be made.",
    remedy: "Mend the template at its line; nunjucks' own documentation tells its language.",
  },
};

/** What a run can show to be wrong with a lesson: exit code 1. */
export const findingCodes: Readonly<Record<FindingCode, CodeEntry>> = {
  "output-differs": {
    meaning: "The cell's output is not what the pattern says.",
    remedy: "Mend the pattern or the code: the first differing line is shown.",
    inNotebook:
      "Mend the code, or take the new output over with `--write`; what varies can be a pattern in the cell's `metadata.nbproof.expect`.",
  },
  "claim-unmet": {
    meaning: "A claim (`# =>`) is true of the cell, but another statement shows it than the one that it belongs to.",
    remedy: "Put the claim behind the statement that shows it, or on a line of its own right after it.",
  },
  unclaimed: {
    meaning: "A statement of a cell with claims shows something, and the claim for it stands elsewhere.",
    remedy: "Put the claim behind this statement, or on a line of its own right after it.",
  },
  "quotation-differs": {
    meaning: "The step does not show what the lesson's text quotes of it.",
    remedy:
      "Mend the quotation, refresh it with `--update`, or say on which kernels it holds: `output step-id python=3.13`.",
  },
  "error-raised": {
    meaning: "The cell raised an exception that nobody expected.",
    remedy: "Mend the code, or expect the error with `error:`.",
    inNotebook: "Mend the code; where the error is meant, tag the cell `raises-exception` and save it with `--write`.",
  },
  "error-missing": {
    meaning: "The cell should have raised and did not.",
    remedy: "Mend the code, or remove `error:`.",
    inNotebook: "Mend the code, or take the new output over with `--write`.",
  },
  "stderr-unexpected": {
    meaning: "The cell wrote to stderr and nobody asked for it.",
    remedy: "Mend the code, or expect it with `stderr:`.",
    inNotebook: "Mend the code, or take it over into the saved output with `--write`.",
  },
  "command-failed": {
    meaning: "A command of the shell (`!cmd`, `%pip`) failed, and the cell went on.",
    remedy: "Mend the command, or say that it is meant to fail: `allow: [command-failed]`.",
  },
  "error-printed": {
    meaning: "The cell printed an error and went on, and no expectation names it.",
    remedy: "Mend the code, name the error in an expectation, or say that it is meant: `allow: [error-printed]`.",
  },
  "warning-shown": {
    meaning: "The cell showed a warning, which this course forbids.",
    remedy: "Mend what it warns of, or say that it is meant: `allow: [warning-shown]`.",
  },
  "no-variant": {
    meaning: "None of the expectation's variants holds on this kernel.",
    remedy: "Add a variant for it, or one without `when`.",
  },
  "timed-out": {
    meaning: "The cell did not end before its deadline.",
    remedy: "Mend the code, or raise `timeout`; what `--timeout` gives comes before it.",
    inNotebook:
      "Mend the code, or raise `execution.timeout` (seconds) in the notebook's metadata; what `--timeout` gives comes before it.",
  },
  "deadline-passed": {
    meaning: "The lesson's cells did not end before the deadline that the lesson has for them all together.",
    remedy: "Mend the code, or raise `deadline`; what took long is told with `--verbose`.",
  },
  "kernel-died": {
    meaning: "The kernel ended while the cell ran.",
    remedy: "Mend the code: the exit code, the signal and the kernel's last words are shown.",
  },
  "output-limit": {
    meaning: "The cell put out more bytes than the limit, errors and displays included.",
    remedy: "Print less, or raise `--output-limit`.",
  },
  "input-unanswered": {
    meaning: "The cell asked for input and the lesson or notebook has no answer.",
    remedy: "Give the answers, in order, under `input:`.",
    inNotebook:
      'Give the answers, in order, in the cell\'s metadata: `{"nbproof": {"input": ["Ada"]}}`; tag it `skip-execution`, or `raises-exception` where asking is meant to fail.',
  },
  "input-unused": {
    meaning: "The lesson has more answers than the cell asked for.",
    remedy: "Remove the answers that nobody asked for.",
  },
  "solution-fails": {
    meaning: "An exercise's own solution does not pass its tests.",
    remedy: "Mend the solution or the test.",
  },
  "starter-passes": {
    meaning: "An exercise's starter passes all tests, so nothing is left to do.",
    remedy: "Make a test that the starter fails.",
  },
  "wrong-passes": { meaning: "An answer listed as wrong passes all tests.", remedy: "Add a test that rejects it." },
  "wrong-otherwise": {
    meaning: "An answer listed as wrong fails, but not as the lesson says.",
    remedy: "Mend the answer, or say how it fails: `{ code, fails: TEST }`, `raises: NAME` or `loops: yes`.",
  },
  "not-equivalent": {
    meaning: "Under `--mutate`: what `equivalent` names is no change of the solution, or a test refuses it.",
    remedy: "Remove the entry, or write the changed line as `--mutate` shows it.",
  },
  "quiz-key": { meaning: "A quiz's proof raised: its key is not right.", remedy: "Mend the key or the proof." },
  "student-stops": {
    meaning: "Run All stops before the end of the student edition.",
    remedy: "Later cells must not depend on an exercise's solution.",
  },
  "expects-nothing": {
    meaning: "Under `--strict`: the cell shows something and no expectation looks at it.",
    remedy: "Say what it shows, as a claim (`# =>`) or under `expect`, or let it show nothing.",
  },
  "accepts-anything": {
    meaning:
      "Under `--strict`: every line of a pattern is `...` or a hole that takes text as it comes, so that nothing is spelled out.",
    remedy:
      "Spell out what must stand there, narrow the hole (`int`, `a|b`, `/regex/`, a constraint), or capture it and use the capture later.",
  },
  "claim-untold": {
    meaning:
      "Under `--strict`: the kernel cannot tell which statement shows what a claim says, as of a thread, a task or a subprocess.",
    remedy: "Put the claim behind the statement that writes it, or use `expect` for this cell.",
  },
};

/** What can fail around a lesson: exit code 3. */
export const infrastructureCodes: Readonly<Record<InfrastructureCode, CodeEntry>> = {
  "kernel-start": {
    meaning: "A kernel did not start.",
    remedy: "See the kernel's last words; `nbproof kernels` lists what is found.",
  },
  "server-lost": {
    meaning: "The server or its kernel was lost for a reason that is not the lesson's.",
    remedy: "Run again; see the reason.",
  },
  "output-dropped": {
    meaning:
      "The server dropped what a cell put out, or hid what it raised, or the kernel sent what no front end can show.",
    remedy: "Start the server with the option that the reason names, or mend the code that sends the message.",
  },
  "package-missing": {
    meaning: "Under `--require-packages`: the kernel lacks a package that the lesson or step requires.",
    remedy: "Install it by the command that the report ends with, or name a kernel that has it.",
  },
  internal: {
    meaning: "nbproof itself failed while it ran the lesson; the other lessons ran all the same.",
    remedy: "Report it with the lines that the report ends with; the lesson is not at fault.",
  },
};

/** Every code there is. */
export const codes: Readonly<Record<Code, CodeEntry>> = { ...diagnosticCodes, ...findingCodes, ...infrastructureCodes };

/** The page about a code: its path in the package. */
export function pageOf(code: Code): string {
  return `docs/findings/${code}.md`;
}
