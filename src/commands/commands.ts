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
    options: {},
    examples: [
      { line: "nbproof init", does: "start a course in notebooks-src/my-course" },
      { line: "nbproof init notebooks-src/algebra", does: "start a course called algebra" },
    ],
    load: async () => (await import("./init.ts")).init,
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
};
