import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";

import type { Output } from "../../src/model/observation.ts";
import { renderOutputs } from "../../src/outputs/render-outputs.ts";
import { nowOf, recordedOf, shownOn } from "../outputs/example.ts";
import { outputsPage } from "./outputs-page.ts";
import { closedSchema, schemaOf } from "./report-schema.ts";

const title = "Outputs of a lesson: what `nbproof build --executed` writes";
const open = schemaOf({ path: "src/outputs/json-outputs.ts", type: "JsonOutputs", title });

it("schema/outputs.schema.json says what the type says (npm run docs mends it)", async () => {
  await expect(`${JSON.stringify(open, null, 2)}\n`).toMatchFileSnapshot("../../schema/outputs.schema.json");
});

it("docs/recorded-outputs.md says what the schema says (npm run docs mends it)", async () => {
  await expect(outputsPage(open)).toMatchFileSnapshot("../../docs/recorded-outputs.md");
});

it("schema/outputs.schema.json fits what is written, and names all of it", async () => {
  const now = await nowOf(`  - { id: a, code: "1", requires: { cores: 1, packages: { numpy: any } } }\n`);
  const outputs: readonly Output[] = [
    { type: "stream", name: "stdout", text: "a\nb\n" },
    { type: "display", mime: { "text/plain": "1", "application/json": { a: 1 } } },
    { type: "result", mime: { "text/plain": "1" }, executionCount: 1 },
  ];
  const packages = { numpy: "2.0" };
  const recorded = recordedOf(now, [shownOn({ a: outputs }, { packages })]);
  const [cell] = recorded.cells;
  const error: Output = { type: "error", name: "E", message: "m", traceback: ["t"] };
  const all = {
    ...recorded,
    cells: [...recorded.cells, { ...cell, id: "b", count: 2, digest: "", shown: [{ kernels: [0], outputs: [error] }] }],
  };
  const json: unknown = JSON.parse(renderOutputs(all));
  for (const schema of [open, closedSchema(open)]) {
    const check = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
    check(json);
    expect(check.errors ?? []).toEqual([]);
  }
  const published = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(open);
  expect(published({ ...(json as object), version: 2 })).toBe(false);
});
