import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { arrows, withArrows } from "../scripts/arrows.mjs";

const repository = resolve(import.meta.dirname, "..");

describe("the arrows of scripts/arrows.mjs", () => {
  it("are the rules in .oxlintrc.json (npm run arrows)", async () => {
    const config: unknown = JSON.parse(await readFile(resolve(repository, ".oxlintrc.json"), "utf8"));
    expect(config).toEqual(withArrows(config));
  });

  it("are the table in docs/architecture.md", async () => {
    const page = await readFile(resolve(repository, "docs/architecture.md"), "utf8");
    const rows = [...page.matchAll(/^\| `(\w+)` \| ([^|]+) \|$/gm)].map(([, part = "", used = ""]) => [
      part,
      [...used.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    ]);
    expect(Object.fromEntries(rows)).toEqual(arrows);
  });
});
