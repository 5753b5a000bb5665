import { createGenerator } from "ts-json-schema-generator";

/** The JSON Schema of what `--json` writes, made from its type; `closed`: nothing may be there that it does not name. */
export function reportSchema({ closed }: { readonly closed: boolean }): object {
  const generator = createGenerator({
    path: "src/report/json-report.ts",
    tsconfig: "tsconfig.json",
    type: "JsonReport",
    topRef: false,
    additionalProperties: !closed,
    skipTypeCheck: true,
  });
  const { $schema: _, definitions = {}, ...root } = generator.createSchema("JsonReport");
  const named = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A report of nbproof: what `nbproof validate --json FILE` writes",
    ...root,
    $defs: definitions,
  };
  // The generator writes draft 7, of which only the name of this key differs in what it uses.
  return JSON.parse(JSON.stringify(named).replaceAll("#/definitions/", "#/$defs/")) as object;
}
