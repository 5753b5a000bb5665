import { array, assert, boolean, constantFrom, oneof, property, record, string } from "fast-check";
import { expect, it } from "vitest";
import { parseDocument, isMap, isSeq, isScalar, type Node, type YAMLMap } from "yaml";

import { editStep } from "../../../src/spec/edit/edit-step.ts";

/** What makes a line of text hard to write as YAML. */
const piece = constantFrom(
  ..."# : - ? ! & * | > % @ ` ' \" \\ { } [ ] , ~ < = ... --- a: b x: #c null 0x1f True $(int) $$(x $(a|b) é 😀 \t".split(
    " ",
  ),
  "\u2028",
  "\u0007",
  "  ",
);
const line = array(piece, { maxLength: 4 }).map((pieces) => pieces.join(" ").trimEnd());
const text = array(line, { minLength: 1, maxLength: 4 }).map((lines) => {
  // A text ends in a line end only where its last line is blank, as `textOf` makes it.
  return lines.at(-1) === "" ? `${lines.join("\n")}\n` : lines.join("\n");
});

/** A scalar as an author could have written it, at a column; its content is of no matter. */
function written(style: string, column: number): string {
  const indent = " ".repeat(column + 2);
  switch (style) {
    case "plain":
      return "$(int) and more";
    case "single":
      return "'it''s # old'";
    case "double":
      return '"old \\"x\\" \\u00e9"';
    case "literal":
      return `|\n${indent}old: 1\n\n${indent}\told 😀 # no comment`;
    case "literal-":
      return `|-  # a comment\n${indent} old`;
    case "literal2":
      return `|4\n${indent}    old\n${indent}  x`;
    case "folded":
      return `>\n${indent}old\n${indent}and more`;
    default:
      return `|+\n${indent}old`;
  }
}

const styles = ["plain", "single", "double", "literal", "literal-", "literal2", "folded", "literal+"];
const layouts = ["none", "text", "map", "list"] as const;

const step = record({
  comment: boolean(),
  trailing: boolean(),
  flow: boolean(),
  anchor: boolean(),
  code: constantFrom("plain", "double", "literal", "literal-", "literal+"),
  layout: constantFrom(...layouts),
  style: constantFrom(...styles),
  id: boolean(),
});

type StepShape = typeof step extends { generate: (...args: never[]) => { value: infer T } } ? T : never;

/** A step as YAML; `column` is that of its dash. */
function render(shape: StepShape, index: number, column: number): string {
  const indent = " ".repeat(column);
  const key = `${indent}  `;
  if (shape.flow) {
    const quoted = shape.style === "plain" ? "old" : written(shape.style === "single" ? "single" : "double", 0);
    const value = {
      none: "",
      text: `, expect: ${quoted}`,
      map: `, expect: { shows: ${quoted} }`,
      list: `, expect: [ { shows: ${quoted} } ]`,
    };
    return `${indent}- { code: "print(1)"${value[shape.layout]} }${shape.trailing ? "  # after" : ""}\n`;
  }
  const anchor = shape.anchor ? `&a${index} ` : "";
  const lines = [
    ...(shape.comment ? [`${indent}# about step ${index}\t😀`] : []),
    `${indent}- code: ${anchor}${shape.code === "plain" ? "print(1)" : shape.code === "double" ? '"print(1)"' : written(shape.code, column + 2)}`,
  ];
  const note = shape.trailing && !/[|>]/.test(written(shape.style, 0).charAt(0)) ? "  # a note" : "";
  if (shape.layout === "text") lines.push(`${key}expect: ${written(shape.style, column + 2)}${note}`);
  if (shape.layout === "map")
    lines.push(`${key}expect:`, `${key}  # within`, `${key}  shows: ${written(shape.style, column + 4)}${note}`);
  if (shape.layout === "list") {
    lines.push(
      `${key}expect:`,
      `${key}  - when: { python: 3.12+ }`,
      `${key}    shows: ${written(shape.style, column + 6)}${note}`,
      `${key}  - { shows: x }`,
    );
  }
  if (shape.id) lines.push(`${key}id: step-${index}  # named`);
  return `${lines.join("\n")}\n${shape.comment ? "\n" : ""}`;
}

const file = record({
  steps: array(step, { minLength: 1, maxLength: 4 }),
  target: constantFrom(0, 1, 2, 3),
  column: constantFrom(0, 2, 4),
  crlf: boolean(),
  open: boolean(),
  text,
  other: oneof(
    text,
    string({ maxLength: 12 }).map((each) => each.replaceAll(/[\s$]+/g, "_") || "_"),
  ),
});

/** The value of a step's text and where it stands, read with the library alone. */
interface Read {
  readonly code: Node;
  readonly expect: Node | undefined;
  readonly all: unknown;
  readonly scalar: Node | undefined;
}

function read(source: string, target: number): Read {
  const document = parseDocument(source, { schema: "failsafe", keepSourceTokens: true });
  expect(document.errors).toEqual([]);
  const steps = document.get("steps");
  const map = isSeq<YAMLMap>(steps) ? steps.items[target] : undefined;
  const value = map?.get("expect", true) as Node | undefined;
  const variant = isSeq<Node>(value) ? value.items[0] : value;
  const scalar = isMap(variant) ? (variant.get("shows", true) as Node) : variant;
  return { code: map?.get("code", true) as Node, expect: value, all: document.toJS(), scalar };
}

/** The text without what stands from the node's start to its last character. */
function without(source: string, node: Node | undefined): string {
  const [from, to] = node?.range ?? [0, 0];
  return source.slice(0, from) + source.slice(from + source.slice(from, to).trimEnd().length);
}

function valueOf(node: Node | undefined): string | undefined {
  if (!isScalar(node)) return undefined;
  const value = String(node.value);
  return node.type?.startsWith("BLOCK") ? value.replace(/\n$/, "") : value;
}

it("editStep() moves no byte outside the value that it writes, and the file reads as wanted", () => {
  let edited = 0;
  assert(
    property(file, ({ steps, target: at, column, crlf, open, text: first, other }) => {
      const target = at % steps.length;
      const value = other === "" ? first : at % 2 === 0 ? first : other;
      const anchors = steps
        .flatMap((shape, index) => (shape.anchor && !shape.flow ? [`  - *a${index}\n`] : []))
        .join("");
      const body = steps.map((shape, index) => render(shape, index, column)).join("");
      const head = "# 😀 a lesson\ntitle: 'T'   # with a title\nsteps:\n";
      const lf = `${head}${body}${anchors === "" ? "" : `objectives:\n${anchors}`}`;
      const before = (open && anchors === "" ? lf.trimEnd() : lf).replaceAll("\n", crlf ? "\r\n" : "\n");
      const old = read(before, target);
      const place = placeOf(before, target);
      const change =
        old.expect === undefined
          ? ({ kind: "expect", variants: [{ parts: { shows: value } }] } as const)
          : ({
              kind: "variants",
              changes: [
                { index: 0, before: [], becomes: { kind: "texts", texts: [{ path: ["shows"], text: value }] } },
              ],
              after: [],
            } as const);
      const result = editStep(before, place, change);
      if ("reason" in result) throw new Error(`${result.reason}\n${JSON.stringify(value)}\n${before}`);
      edited += 1;
      const after = read(result.text, target);
      expect(valueOf(after.scalar)).toBe(value);
      if (old.expect === undefined) expect(withoutEntry(result.text, after)).toBe(before);
      else expect(without(result.text, after.scalar)).toBe(without(before, old.scalar));
      expect(masked(after.all, target)).toEqual(masked(old.all, target));
      if (crlf) expect(result.text.replaceAll("\r\n", "")).not.toContain("\n");
    }),
    { numRuns: 300 },
  );
  expect(edited).toBe(300);
});

/** Without the line or entry that was put in. */
function withoutEntry(source: string, { expect: value }: Read): string {
  const [from, to] = value?.range ?? [0, 0];
  const key = source.lastIndexOf("expect:", from);
  const end = from + source.slice(from, to).trimEnd().length;
  const start = source.slice(0, key).search(/(?:\r?\n *|, )$/);
  return source.slice(0, start) + source.slice(end);
}

function placeOf(
  source: string,
  target: number,
): { readonly file: string; readonly line: number; readonly column: number } {
  const { code } = read(source, target);
  const key = source.lastIndexOf("code:", code.range?.[0]);
  const start = source.lastIndexOf("\n", key) + 1;
  return { file: "lesson.yaml", line: source.slice(0, key).split("\n").length, column: key - start + 1 };
}

/** All that the file says but for the text that was to change. */
function masked(all: unknown, target: number): unknown {
  const copy = structuredClone(all) as { steps: { expect?: unknown }[] };
  const own = copy.steps[target];
  if (own === undefined) return copy;
  const { expect: value } = own;
  const variant = Array.isArray(value) ? (value[0] as { shows?: string }) : value;
  if (typeof variant === "object" && variant !== null) delete (variant as { shows?: string }).shows;
  else delete own.expect;
  return copy;
}
