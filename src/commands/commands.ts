import type { Command } from "./command.ts";
import { quiet, reportOptions } from "./report-options.ts";
import { validateCommand } from "./validate-command.ts";

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
  site: {
    summary: "Make a site that runs in any browser",
    operands: "[PATH…]",
    maxOperands: Infinity,
    about: [
      "Makes static pages of the courses at each PATH, as for build: a page a lesson, with all that it says and what its cells",
      "showed when --executed recorded it. In a browser that runs scripts, cells run too, on a Python that is part of the site:",
      "there is no server but one for files, and no request leaves the site. All that pages name is relative: put the folder",
      "under any path.",
    ],
    options: {
      out: { value: "DIR", help: "Where the sites go, each in a folder of its course's name: dist-site unless given" },
      check: { help: "Write nothing; list what is stale, missing or too much, and exit 1 if anything is" },
      serve: { help: "Then show them to this machine's browsers, until it is stopped" },
      port: { value: "N", help: "With --serve: the port, 8000 unless given, 0 for any free one" },
    },
    examples: [
      { line: "nbproof site", does: "make the sites of all courses" },
      { line: "nbproof site --serve", does: "and look at them" },
      { line: "nbproof site --check", does: "are they those of the lessons?" },
      { line: "nbproof site notebooks-src/algebra --out public", does: "make one course's into public/algebra" },
    ],
    service: true,
    load: async () => (await import("./site.ts")).site,
  },
  validate: validateCommand,
  "merge-reports": {
    summary: "Make one report of several, as of the shards of a run",
    operands: "FILE…",
    maxOperands: Infinity,
    about: [
      "Reads reports that validate has written as JSON, and reports all that they say as one run, with its exit code.",
      "A shard whose report is not there, or that did not come to its end, is told, and the exit code is not 0.",
    ],
    options: {
      ...reportOptions,
      durations: { value: "FILE", help: "Write how long lessons took, for the next run's --shard" },
      quiet,
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
