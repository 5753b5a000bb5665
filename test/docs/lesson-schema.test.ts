import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { settingsShape } from "../../src/settings/settings-keys.ts";
import { courseShape, lessonShape } from "../../src/spec/lesson-keys.ts";
import { jsonSchema } from "./lesson-schema.ts";

const lesson = jsonSchema("A lesson of nbproof", lessonShape);
const course = jsonSchema("A course of nbproof: course.yaml", courseShape);
const settings = jsonSchema("Settings of nbproof: nbproof.yaml", settingsShape);

it.each([
  ["lesson", lesson],
  ["course", course],
  ["settings", settings],
])("schema/%s.schema.json says what the table of keys says (npm run docs mends it)", async (name, schema) => {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../../schema/${name}.schema.json`);
});

describe("schema/lesson.schema.json", () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(lesson);

  it.each(["memory-management", "gil", "bytecode"])("accepts the course's lesson %s", async (name) => {
    const text = await readFile(`notebooks-src/python-internals/${name}.yaml`, "utf8");
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([
    ["values that an editor takes for others than text", "- code: x\n  expect: True\n- code: x\n  expect: 1e3", true],
    ["variants", "- code: x\n  expect: [{ when: { python: 3.10, bits: 64 }, shows: 2 }, { nothing: yes }]", true],
    ["an include", "- include: a.yaml", true],
    ["an unknown key", "- code: x\n  expct: 2", false],
    ["a step of two kinds", "- code: x\n  prose: y", false],
    ["a bad id", "- prose: x\n  id: A b", false],
    ["a bad duration", "- prose: x\n  timeout: soon", false],
    ["no steps", "[]", false],
  ])("judges %s", (_what, steps, isValid) => {
    expect(validate({ title: "T", steps: parse(steps) })).toBe(isValid);
  });
});

describe("schema/course.schema.json", () => {
  it("accepts the course", async () => {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(course);
    const text = await readFile("notebooks-src/python-internals/course.yaml", "utf8");
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe("schema/settings.schema.json", () => {
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(settings);

  it.each([
    ["all that docs/settings.md shows", { ignore: ["stderr", "text/html"], timeouts: { "a/*.ipynb": "20m" } }, true],
    ["an unknown key", { excludes: ["a"] }, false],
    ["stdout", { ignore: ["stdout"] }, false],
    ["a replacement without a pattern", { replace: [{ with: "a" }] }, false],
  ])("judges %s", (_what, value, isValid) => {
    expect(validate(value)).toBe(isValid);
  });
});
