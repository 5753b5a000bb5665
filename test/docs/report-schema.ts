import { createGenerator } from "ts-json-schema-generator";

/** The JSON Schema of what `--json` writes, made from its type. It takes keys that it does not name. */
export function reportSchema(): object {
  const title = "A report of nbproof: what `nbproof validate --json FILE` writes";
  return schemaOf({ path: "src/report/json-report.ts", type: "JsonReport", title });
}

/** The JSON Schema of a type. It takes keys that it does not name. */
export function schemaOf({
  path,
  type,
  title,
}: {
  readonly path: string;
  readonly type: string;
  readonly title: string;
}): object {
  const generator = createGenerator({
    path,
    tsconfig: "tsconfig.json",
    type,
    topRef: false,
    additionalProperties: true,
    skipTypeCheck: true,
  });
  const { $schema: _, definitions = {}, ...root } = generator.createSchema(type);
  const named = { $schema: "https://json-schema.org/draft/2020-12/schema", title, ...root, $defs: definitions };
  // The generator writes draft 7, of which only the name of this key differs in what it uses.
  return JSON.parse(JSON.stringify(named).replaceAll("#/definitions/", "#/$defs/")) as object;
}

/** The same schema, where nothing may be that it does not name. */
export function closedSchema(schema: object): object {
  return JSON.parse(JSON.stringify(schema), close) as object;
}

function close(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("properties" in value)) return value;
  return "type" in value && value.type === "object" ? { additionalProperties: false, ...value } : value;
}
