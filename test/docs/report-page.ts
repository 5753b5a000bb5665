const intro = `# The report as JSON

\`nbproof validate --json FILE\` writes the report, as \`renderReport(report, { format: "json" })\` gives it ([api.md](api.md)). This page and [schema/report.schema.json](../schema/report.schema.json), which is in the package as \`nbproof/schema/report.schema.json\`, are made from one type, [src/report/json-report.ts](../src/report/json-report.ts), by \`npm run docs\`.

\`version\` is 1. A key that is there stays, with its meaning, as long as it is 1; keys and codes can be added, so take what you do not know for nothing wrong with the report. The file is written whole or not at all, from the beginning of the run on. As long as the run has not come to its end it has \`unfinished\`, and \`lessons\` are those of which the verdict is known.

\`exitCode\` says in one number how it went: 0 all is well, 1 a lesson is wrong (or more was skipped than \`--max-skipped\` allows), 2 a file is wrong, 3 the environment is (or nothing passed at all), 70 nbproof itself failed. What failed is at \`lessons[].steps[].results[]\`, what belongs to no step at \`lessons[].runs[]\`; \`page\` is the page about a code, which \`nbproof explain CODE\` prints too.

\`\`\`sh
jq -r '.lessons[].steps[].results[].findings[] | "\\(.place.file):\\(.place.line): \\(.code): \\(.message)"' report.json
\`\`\``;

/** `docs/json-report.md`, made from the schema. */
export function reportPage(schema: object): string {
  return `${[intro, ...schemaSections("report", schema)].join("\n\n")}\n`;
}

/** A section for each thing that a schema describes: the keys of an object, the choices of others. */
export function schemaSections(root: string, schema: object): readonly string[] {
  const all = Object.entries({ [root]: schema, ...fieldsOf(fieldsOf(schema)["$defs"]) });
  return all.flatMap(([name, part]) => section(name, part));
}

function section(name: string, part: unknown): readonly string[] {
  const { properties, required = [], enum: values, anyOf: choices } = fieldsOf(part);
  const heading = `## ${headingOf(name)}`;
  if (Array.isArray(values)) return [`${heading}\n\n${values.map((value) => `\`${String(value)}\``).join(", ")}`];
  if (Array.isArray(choices)) return [`${heading}\n\n${choices.map(typeOf).join(", ")}`];
  if (properties === undefined) return [];
  const rows = Object.entries(fieldsOf(properties)).map(([key, value]) => {
    const optional = Array.isArray(required) && required.includes(key) ? "" : "?";
    const { description = "" } = fieldsOf(value);
    return `| \`${key}${optional}\` | ${typeOf(value)} | ${String(description).replaceAll("|", "\\|")} |`;
  });
  return [[heading, "", "| key | type | what it says |", "|-|-|-|", ...rows].join("\n")];
}

function typeOf(value: unknown): string {
  const { $ref, type, items, enum: values, const: only, additionalProperties: inner } = fieldsOf(value);
  if (typeof $ref === "string") {
    const name = headingOf($ref.replace("#/$defs/", ""));
    return `[${name}](#${name})`;
  }
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (Array.isArray(values)) return values.map((each) => `\`${JSON.stringify(each)}\``).join(", ");
  if (type === "array") return `list of ${typeOf(items)}`;
  if (type === "object" && typeof inner === "object" && Object.keys(fieldsOf(inner)).length > 0)
    return `map to ${typeOf(inner)}`;
  if (Array.isArray(type)) return type.join(" or ");
  return type === "object" ? "map" : String(type);
}

/** `JsonStep` and `SourcePlace` are names of types; a reader wants the thing. */
function headingOf(name: string): string {
  const words = name.replace(/^(?:Json|Source)/, "").replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-");
  return words.toLowerCase();
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
