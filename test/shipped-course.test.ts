import { join, resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { renderPack } from "../src/notebook/render-pack.ts";
import { checkPack } from "../src/notebook/write-pack.ts";
import { readPacks } from "../src/spec/read-pack.ts";

const root = resolve(import.meta.dirname, "..");

describe("the shipped course", () => {
  it("has no diagnostics, and dist-notebooks is what a build makes of it", async () => {
    const { courses, diagnostics } = await readPacks([join(root, "notebooks-src")], { cwd: root });
    expect(diagnostics).toEqual([]);
    expect(courses.map((course) => course.name)).toEqual(["python-internals"]);
    for (const course of courses) {
      const state = await checkPack(join(root, "dist-notebooks", course.name), await renderPack(course));
      expect(state).toEqual({ stale: [], missing: [], extra: [] });
    }
  });
});
