import { imageShape, markupShape, mimeTypes, pngShape } from "../../src/spec/display-keys.ts";
import { errorShape, partsShape, variantShape } from "../../src/spec/expectation-keys.ts";
import { forms } from "../../src/spec/forms.ts";
import { courseShape, includedShape, lessonShape } from "../../src/spec/lesson-keys.ts";
import { replacementShape, settingsShape } from "../../src/settings/settings-keys.ts";
import { requirementsShape } from "../../src/spec/requirement-keys.ts";
import { anyStep, stepShapes, wrongShape } from "../../src/spec/step-keys.ts";
import type { KeyEntry, Shape, TextRole, ValueType } from "../../src/spec/value-type.ts";

/** The reference of `docs/lesson-spec.md`, made from the table of keys. */
export function lessonReference(): string {
  const sections = [
    shapeSection(courseShape),
    shapeSection(lessonShape),
    ...Object.values(stepShapes).map((shape) => shapeSection(shape, anyStep, "the keys of every step")),
    shapeSection({ name: "every step", keys: anyStep }),
    shapeSection(wrongShape),
    shapeSection(includedShape),
    shapeSection(partsShape),
    shapeSection(variantShape, partsShape.keys, "the keys of an expectation"),
    shapeSection(errorShape),
    displaysSection(),
    shapeSection(markupShape),
    shapeSection(imageShape),
    shapeSection(pngShape, imageShape.keys, "the keys of an image"),
    shapeSection(requirementsShape),
    formsSection(),
  ];
  return sections.join("\n\n");
}

/** The keys of `docs/settings.md`. */
export function settingsReference(): string {
  const sections = [shapeSection(settingsShape), shapeSection(replacementShape)];
  return sections.join("\n\n").replaceAll("(#forms)", "(lesson-spec.md#forms)");
}

/** A table of the shape's keys; those that it shares with another are only pointed at. */
function shapeSection(shape: Shape, shared: Shape["keys"] = {}, pointer = ""): string {
  const entries = Object.entries(shape.keys);
  const own = entries.filter(([key]) => !Object.hasOwn(shared, key));
  const table = ["| key | takes | what it is |", "|-|-|-|", ...own.map(([key, entry]) => row(key, entry))];
  const note = own.length < entries.length ? ["", `And ${pointer}.`] : [];
  return [`### ${headingOf(shape)}`, "", ...table, ...note].join("\n");
}

/** `a code step` → `Code step`. */
function headingOf({ name }: Shape): string {
  const words = name.replace(/^an? /, "");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function row(key: string, { about, type, required, otherwise }: KeyEntry): string {
  const note = otherwise === undefined ? "" : ` Without it: ${otherwise}.`;
  return `| \`${key}\`${required ? " (needed)" : ""} | ${takes(type)} | ${about}${note} |`;
}

const roles: Readonly<Record<TextRole, string>> = {
  line: "text",
  prose: "Markdown",
  code: "Python",
  pattern: "[pattern](expectations.md)",
  path: "path of a file",
};

const formNames = {
  duration: "duration",
  python: "Python versions",
  package: "package versions",
  count: "count",
  share: "percentage",
  id: "id",
  requirement: "requirement",
  module: "module",
  variable: "variable",
  mime: "mime type",
  output: "kind of output",
  reporter: "reporter",
} as const satisfies Readonly<Record<keyof typeof forms, string>>;

function takes(type: ValueType): string {
  switch (type.kind) {
    case "text":
      return roles[type.role];
    case "choice":
      return type.of.map((each) => `\`${each}\``).join(", ");
    case "flag":
      return "`yes`, `no`";
    case "form":
      return type.form === "output" ? formNames.output : `[${formNames[type.form]}](#forms)`;
    case "list":
      return `list: ${takes(type.item)}`;
    case "map":
      return linkTo(type.shape);
    case "names":
      return `map: ${type.what} → ${takes(type.value)}`;
    case "mime-types":
      return "map: [mime type](#displays) → its value";
    case "json":
      return "JSON, each text of it a [pattern](expectations.md)";
    case "either":
      return [type.text, type.map, type.list]
        .flatMap((each) => (each === undefined ? [] : [takes(each)]))
        .join("; or ");
    case "step":
      return "steps";
    default:
      return type satisfies never;
  }
}

function linkTo(shape: Shape): string {
  const heading = headingOf(shape);
  return `[${heading.toLowerCase().replaceAll("`", "")}](#${heading.toLowerCase().replaceAll("`", "").replaceAll(" ", "-")})`;
}

function displaysSection(): string {
  const rows = mimeTypes.map(({ what, type }) => `| ${what} | ${takes(type)} |`);
  return ["### Displays", "", "| mime type | takes |", "|-|-|", ...rows, `| any other | ${roles.pattern} |`].join("\n");
}

function formsSection(): string {
  // Of the settings alone.
  const { output: _, ...ofLessons } = forms;
  const rows = Object.values(ofLessons).map(({ what, allowed }) => `| ${what} | ${allowed} |`);
  return ["### Forms", "", "| | is written |", "|-|-|", ...rows].join("\n");
}
