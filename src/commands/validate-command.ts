import type { Command } from "./command.ts";
import { quiet, reportOptions } from "./report-options.ts";

/** What `nbproof validate` takes. */
export const validateCommand: Command = {
  summary: "Execute every cell and hold its output against what the lesson says",
  operands: "[PATH…]",
  maxOperands: Infinity,
  listensLater: true,
  about: [
    "Executes the lessons at each PATH in a Jupyter kernel: a lesson, a course's folder or a folder of courses,",
    "unless given the course of this folder, else notebooks-src. lesson.yaml:42 runs one lesson up to the step at line 42 and shows what that prints.",
    "A PATH can be a notebook as well, or a folder of notebooks: what they have saved is what they must show.",
  ],
  options: {
    kernel: {
      value: "NAME",
      help: "A kernelspec, or a path to a Python or a virtual environment; several with commas",
      list: true,
    },
    server: {
      value: "URL",
      help: "A Jupyter server to run on, JupyterHub's and gateways too; its token in NBPROOF_TOKEN",
    },
    jobs: {
      value: "N",
      help: "Lessons at a time: as many as there are cores, and have room in memory, unless given",
    },
    "no-fork": { help: "Spawn every kernel: otherwise, on Linux, they are forked from one that is ready" },
    "hash-seed": { value: "N", help: "Python's hash seed, to repeat a run: random unless given" },
    timeout: { value: "TIME", help: "The time for each cell (500ms, 30s, 2m) in place of what the lessons say" },
    env: {
      value: "NAMES",
      help: "Environment variables for the kernels, with commas: NAME for the one that is set here, NAME=VALUE",
      list: true,
    },
    "output-limit": {
      value: "SIZE",
      help: "The most bytes that a cell may put out (500kB, 20MB): 10MB unless given",
    },
    "max-skipped": {
      value: "N",
      help: "The most steps that may be skipped on each kernel; exit 1 if there are more. No limit unless given",
    },
    ...reportOptions,
    changed: {
      value: "REF",
      help: "Only lessons that depend on what has changed since this commit or branch, uncommitted changes included",
    },
    shard: {
      value: "I/N",
      help: "Only the I-th of N parts of about the same length; merge-reports makes one report of all",
    },
    durations: {
      value: "FILE",
      help: "How long lessons take, for --shard: read where it is there, and written by the run",
    },
    bail: { value: "N", help: "End the run after N lessons that failed" },
    deadline: { value: "TIME", help: "End the whole run after so long (20m), with a report of what is known" },
    "retry-errors": {
      value: "N",
      help: "How often a lesson is run again where the infrastructure failed: once unless given",
    },
    strict: {
      help: "Find output that nothing is expected of, and patterns that accept anything; exit 1 if there are any",
    },
    mutate: {
      choice: "outputs",
      help: "Measure which changed outputs the patterns would accept, and which changed solutions the tests, which runs these; =outputs: the first alone",
    },
    stress: {
      value: "N",
      help: "Run N times, with another hash seed, time zone, locale, folder, width and load, and name what is unstable",
    },
    update: {
      choice: "new",
      help: "Run twice and write what was seen into the lessons, after a diff; =new: only where nothing is expected yet",
    },
    fix: { help: "Run nothing: write the lines that messages about lessons rewrite, after a diff" },
    write: { help: "Save notebooks with what their cells showed; lessons have --update" },
    "require-packages": {
      help: "A package that a kernel lacks is an error, exit 3; otherwise what needs it is skipped",
    },
    quiet,
    verbose: { help: "List every step, and what of notebooks is equal by form alone; say why kernels are not forked" },
  },
  examples: [
    { line: "nbproof validate", does: "execute all lessons" },
    { line: "nbproof validate notebooks-src/algebra/groups.yaml:42", does: "one lesson up to line 42" },
    { line: "nbproof validate some.ipynb", does: "execute a notebook and compare it with its saved outputs" },
    { line: "nbproof validate --write some.ipynb", does: "and save the new outputs in it" },
    { line: "nbproof validate --kernel ./.venv310,./.venv313", does: "side by side on two Pythons" },
    { line: "nbproof validate --max-skipped 0", does: "fail where this kernel cannot run it all" },
    { line: "nbproof validate --changed origin/main", does: "what a pull request touches" },
    {
      line: "nbproof validate --shard 2/3 --durations durations.json --json 2.json",
      does: "the second of three parts",
    },
    { line: "nbproof validate --stress 5", does: "five runs in other conditions: what is unstable?" },
    { line: "nbproof validate --update lesson.yaml", does: "record what its cells show" },
    { line: "nbproof validate --update lesson.yaml:42", does: "record the step at line 42 alone" },
    { line: "nbproof validate --server https://hub.example.org/user/ada/", does: "in kernels of a server" },
    {
      line: "nbproof validate --reporter junit=junit.xml,html=report.html",
      does: "for a CI service and its readers",
    },
    { line: "nbproof validate --hash-seed 7 --json report.json", does: "repeat a run, and keep its report" },
  ],
  load: async () => (await import("./validate.ts")).validate,
};
