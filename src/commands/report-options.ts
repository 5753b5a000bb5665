import type { Option } from "./command.ts";

/** How a run is reported, and what is made of the reports of several runs. */
export const reportOptions: Readonly<Record<"reporter" | "json", Option>> = {
  reporter: {
    value: "NAMES",
    help: "How to report, with commas: NAME on the terminal, NAME=FILE into a file; default, github, junit, json, sarif, html",
    list: true,
  },
  json: { value: "FILE", help: "Write the report as JSON as well: short for --reporter json=FILE" },
};

export const quiet: Option = { help: "Say nothing but what is wrong" };
