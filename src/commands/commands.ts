import type { Command } from "./command.ts";

/** Every command by its name, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = {
  init: {
    summary: "Write a small course to start from",
    operands: "[DIR]",
    maxOperands: 1,
    about: [
      "Writes course.yaml and one lesson with prose, code, a quiz and an exercise into DIR.",
      "DIR is notebooks-src/my-course unless given. Nothing that is there is overwritten.",
    ],
    options: { ci: { help: "Write a workflow for GitHub Actions instead, .github/workflows/nbproof.yml" } },
    examples: [
      { line: "nbproof init --ci", does: "prove the lessons in each pull request" },
      { line: "nbproof init", does: "start a course in notebooks-src/my-course" },
      { line: "nbproof init notebooks-src/algebra", does: "start a course called algebra" },
    ],
    load: async () => (await import("./init.ts")).init,
  },
  build: {
    summary: "Make the notebooks",
    operands: "[PATH…]",
    maxOperands: Infinity,
    about: [
      "Makes the notebooks of the courses at each PATH, a course's folder or a folder of courses: unless given",
      "the course of this folder, else notebooks-src.",
      "A course with something wrong in its files is left as it was built before. No kernel is started: the outputs in the",
      "solutions edition are those that --executed has recorded, as long as they are the lesson's.",
    ],
    options: {
      out: { value: "DIR", help: "Where the notebooks go: dist-notebooks unless given" },
      check: {
        help: "Write nothing; list what is stale, missing or too much, recorded outputs too, and exit 1 if anything is",
      },
      executed: {
        help: "Execute the lessons first, as validate does, and record what those show that pass: recorded/LESSON.json",
      },
      kernel: {
        value: "NAME",
        help: "With --executed: a kernel to run on, several with commas; what the first shows is in the notebooks",
        list: true,
      },
      server: { value: "URL", help: "With --executed: a Jupyter server to run on; its token in NBPROOF_TOKEN" },
      jobs: { value: "N", help: "With --executed: lessons at a time, as many as there are cores unless given" },
      "no-fork": { help: "With --executed: spawn every kernel" },
    },
    examples: [
      { line: "nbproof build", does: "make all notebooks" },
      { line: "nbproof build --executed", does: "with the outputs of a run, recorded beside the lessons" },
      { line: "nbproof build --check", does: "are the notebooks those of the lessons?" },
      { line: "nbproof build notebooks-src/algebra --out site", does: "make one course's into site/algebra" },
    ],
    load: async () => (await import("./build.ts")).build,
  },
  validate: {
    summary: "Execute every cell and hold its output against what the lesson says",
    operands: "[PATH…]",
    maxOperands: Infinity,
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
      reporter: {
        value: "NAMES",
        help: "How to report, with commas: NAME on the terminal, NAME=FILE into a file; default, github, junit, json, sarif, html",
        list: true,
      },
      json: { value: "FILE", help: "Write the report as JSON as well: short for --reporter json=FILE" },
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
      quiet: { help: "Say nothing but what is wrong" },
      verbose: { help: "List every step, not only those that did not pass; say why kernels are not forked" },
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
  },
  "merge-reports": {
    summary: "Make one report of several, as of the shards of a run",
    operands: "FILE…",
    maxOperands: Infinity,
    about: [
      "Reads reports that validate has written as JSON, and reports all that they say as one run, with its exit code.",
      "A shard whose report is not there, or that did not come to its end, is told, and the exit code is not 0.",
    ],
    options: {
      reporter: {
        value: "NAMES",
        help: "How to report, with commas: NAME on the terminal, NAME=FILE into a file; default, github, junit, json, sarif, html",
        list: true,
      },
      json: { value: "FILE", help: "Write the report as JSON as well: short for --reporter json=FILE" },
      durations: { value: "FILE", help: "Write how long lessons took, for the next run's --shard" },
      quiet: { help: "Say nothing but what is wrong" },
      verbose: { help: "List every step, not only those that did not pass" },
    },
    examples: [
      {
        line: "nbproof merge-reports shards/*.json --reporter default,junit=junit.xml",
        does: "one report of all shards",
      },
    ],
    load: async () => (await import("./merge-reports.ts")).mergeReports,
  },
  import: {
    summary: "Make a lesson of a notebook or of Markdown",
    operands: "PATH",
    maxOperands: 1,
    about: [
      "Writes a lesson that says what the notebook at PATH says: prose, code, and its saved outputs as what the cells must",
      "show. Of Markdown, fenced blocks of Python become code. What cannot be taken over is told, cell by cell.",
      "Nothing that is there is overwritten.",
    ],
    options: { out: { value: "FILE", help: "The lesson: beside PATH, with the ending .yaml, unless given" } },
    examples: [
      { line: "nbproof import some.ipynb", does: "write some.yaml" },
      { line: "nbproof import notes.md --out notebooks-src/algebra/groups.yaml", does: "a lesson for a course" },
    ],
    load: async () => (await import("./import.ts")).importLesson,
  },
  serve: {
    summary: "Serve kernels to JupyterLab and other Jupyter clients",
    operands: "",
    maxOperands: 0,
    about: [
      "Serves the kernels of this machine, and the embedded ones, over Jupyter Server's REST and WebSocket API until it is",
      "stopped: Ctrl+C or SIGTERM shuts the kernels down, a second Ctrl+C stops at once. Clients need the token: that in",
      "the file that is named, else in the variable NBPROOF_TOKEN, else one that is made up and shown on the terminal,",
      "once.",
    ],
    options: {
      port: { value: "N", help: "The port: 8888 unless given, 0 for any free one" },
      host: { value: "ADDRESS", help: "The address to listen at: 127.0.0.1, this machine alone, unless given" },
      "token-file": {
        value: "FILE",
        help: "Read the token from a file, so that it is in no list of processes and no environment",
      },
      "allow-host": {
        value: "NAMES",
        help: "Names under which clients may call it, with commas: behind a proxy, its name",
        list: true,
      },
      "allow-origin": { value: "ORIGIN", help: "The site whose pages alone may use it, or *" },
      "allow-env": {
        value: "NAMES",
        help: "Variables that clients may set for a kernel besides KERNEL_*, with commas",
        list: true,
      },
      "max-kernels": { value: "N", help: "Kernels at a time: 200 unless given, fewer where few files may be open" },
      "max-sockets": { value: "N", help: "WebSockets at a time: 1000 unless given, fewer where few files may be open" },
      "no-fork": { help: "Spawn every kernel: otherwise, on Linux, they are forked from one that is ready" },
      "cull-idle": { value: "TIME", help: "Shut a kernel down that did nothing for so long (30m) and has no client" },
    },
    examples: [
      { line: "nbproof serve", does: "serve, and say how JupyterLab uses it" },
      { line: "NBPROOF_TOKEN=… nbproof serve --port 0", does: "on any free port, with a token of one's own" },
      { line: "nbproof serve --max-kernels 20 --cull-idle 30m", does: "for many users of one machine's kernels" },
    ],
    service: true,
    load: async () => (await import("./serve.ts")).serve,
  },
  doctor: {
    summary: "Look at what lessons would run with here, and say what to do",
    operands: "",
    maxOperands: 0,
    about: [
      "Looks at Node, the kernels and their Pythons, kernelspecs that cannot be used and why, the cache, the folder for",
      "lessons' work, memory and git. Each thing that is not in order comes with what to do; exit 3 where lessons cannot run.",
    ],
    options: {},
    examples: [{ line: "nbproof doctor", does: "why does it not run here?" }],
    load: async () => (await import("./doctor.ts")).doctor,
  },
  kernels: {
    summary: "List the Jupyter kernels that are found",
    operands: "",
    maxOperands: 0,
    about: [
      "Lists each kernelspec with its folder, or where it was looked for when there is none.",
      "JUPYTER_PATH, an active virtual environment and Jupyter's own folders are searched, in this order.",
    ],
    options: {},
    examples: [{ line: "nbproof kernels", does: "see what --kernel can name" }],
    load: async () => (await import("./kernels.ts")).kernels,
  },
  templates: {
    summary: "Give a course a template of its own",
    operands: "eject [NAME]",
    maxOperands: 2,
    about: [
      "Writes the shipped template NAME into the folder templates of the course, where it is taken in place of the shipped",
      "one and can be changed. Without NAME, lists them. Nothing that is there is overwritten.",
    ],
    options: {
      course: { value: "DIR", help: "The course's folder: the only one in notebooks-src unless given" },
    },
    examples: [
      { line: "nbproof templates eject", does: "list the templates" },
      { line: "nbproof templates eject title.md", does: "write templates/title.md.njk" },
      { line: "nbproof templates eject quiz.md --course notebooks-src/algebra", does: "for one of several courses" },
    ],
    load: async () => (await import("./templates.ts")).templates,
  },
  explain: {
    summary: "Tell what the codes of nbproof's messages mean, and what to do",
    operands: "[CODE…]",
    maxOperands: Infinity,
    about: ["Shows the page about each CODE, with an example; without a code, lists them all."],
    options: {},
    examples: [
      { line: "nbproof explain", does: "list all codes" },
      { line: "nbproof explain output-differs", does: "what is wrong, an example, and what to do" },
    ],
    load: async () => (await import("./explain.ts")).explain,
  },
};
