import { duration, line, path } from "../spec/text-types.ts";
import type { Shape, ValueType } from "../spec/value-type.ts";

const paths: ValueType = { kind: "list", item: path, filled: true };

/** One entry of `replace`. */
export const replacementShape: Shape = {
  name: "an entry of `replace`",
  keys: {
    pattern: {
      about:
        "A regular expression in RE2 syntax, which has no look-around and no back-references; it reads within a line.",
      type: line,
      required: true,
    },
    with: {
      about: "What stands for it; `\\1` and `\\g<name>` are what a group read.",
      type: line,
      otherwise: "nothing",
    },
  },
};

/** `nbproof.yaml`, or the table `tool.nbproof` of `pyproject.toml`. */
export const settingsShape: Shape = {
  name: "the settings",
  keys: {
    exclude: {
      about: "Notebooks and folders that are left out where a folder is run.",
      type: paths,
    },
    "run-only": {
      about: "Notebooks and folders that are executed, and whose outputs are not compared.",
      type: paths,
    },
    ignore: {
      about: "What of notebooks' saved outputs is not compared: `stderr`, or a mime type such as `text/html`.",
      type: { kind: "list", item: { kind: "form", form: "output" }, filled: true },
    },
    replace: {
      about: "What is replaced in notebooks' saved outputs and in what cells show, before the two are compared.",
      type: { kind: "list", item: { kind: "map", shape: replacementShape }, filled: true },
    },
    "sanitize-with": {
      about: "nbval's files for sanitizing: lines `regex: …`, each with a line `replace: …` below it.",
      type: paths,
    },
    timeout: {
      about: "How long a cell of a notebook may run that says nothing itself.",
      type: duration,
      otherwise: "`5m`",
    },
    timeouts: {
      about: "The same for some notebooks and folders, by their paths; the first that fits.",
      type: { kind: "names", what: "path", value: duration },
    },
    kernels: {
      about:
        "The kernels to run on, as with `--kernel`: kernelspecs, or paths to Pythons and virtual environments. Not where there is a `--server`.",
      type: { kind: "list", item: line, filled: true },
    },
    jobs: {
      about: "Lessons at a time, as with `--jobs`.",
      type: { kind: "form", form: "count" },
    },
    reporters: {
      about:
        "How a run is reported, as with `--reporter`, which outdoes them: `NAME` on the terminal, `NAME=FILE` into a file.",
      type: { kind: "list", item: { kind: "form", form: "reporter" }, filled: true },
    },
    env: {
      about: "Environment variables for kernels, as with `--env NAME=VALUE`.",
      type: { kind: "names", what: "variable", name: "variable", value: line },
    },
    "pass-env": {
      about: "Environment variables that kernels get as they are set where nbproof runs; none that is not set there.",
      type: { kind: "list", item: { kind: "form", form: "variable" }, filled: true },
    },
  },
};
