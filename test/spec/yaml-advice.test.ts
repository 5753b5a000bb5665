import { describe, expect, it } from "vitest";
import { diagnose } from "./read-files.ts";
import { slips } from "./yaml-slips.ts";

describe("readCourses() tells what YAML took a line for", () => {
  it.each(slips)("%s", async (_what, yaml, diagnostics) => {
    expect(await diagnose(yaml)).toEqual(diagnostics);
  });
});
