import { array, assert, boolean, constantFrom, property, record } from "fast-check";
import { expect, it } from "vitest";
import { parseDocument } from "yaml";

import { editQuotation } from "../../../src/spec/edit/edit-quotation.ts";

/** What makes a line hard to write as YAML or as Markdown. */
const piece = constantFrom(
  ..."# : - ? ! & * | > % @ ' \" \\ { } [ ] , ~ < = ... --- a: b x: #c null 1. $(int) $$(x é 😀 \t ``".split(" "),
  "  ",
);
const line = array(piece, { maxLength: 4 }).map((pieces) => pieces.join(" ").trimEnd());
// Blank lines at its end would be lost with the block's.
const block = array(line, { minLength: 1, maxLength: 4 }).filter((lines) => lines.at(-1) !== "" && lines[0] !== "");

const file = record({
  /** Of the block scalar. */
  header: constantFrom("|", "|-", "|+", "|2  # why"),
  column: constantFrom(0, 2, 4),
  /** What Markdown puts before each line: nothing, a quote, the text of a list. */
  prefix: constantFrom("", "> ", "  ", "> > ", ">   "),
  fence: constantFrom("```", "~~~~", "``` "),
  words: constantFrom("two", "two python=3.12+", "two   bits=64 gil=yes  "),
  old: block,
  put: block,
  before: constantFrom("Some *text*: # 😀", "- an item"),
  after: constantFrom("", "more\ttext", "# => not a claim"),
  crlf: boolean(),
  open: boolean(),
});

it("editQuotation() moves no byte outside the block, which reads as wanted", () => {
  assert(
    property(file, ({ header, column, prefix, fence, words, old, put, before, after, crlf, open }) => {
      const dash = " ".repeat(column);
      const indent = `${dash}    `;
      const quoted = (text: string): string => (text === "" ? `${indent}${prefix}`.trimEnd() : indent + prefix + text);
      const head = [
        "# 😀 a lesson",
        "title: 'T'   # with a title",
        "steps:",
        `${dash}- prose: ${header}`,
        indent + before,
        "",
        `${indent}${prefix}${fence}output ${words}`,
      ];
      const close = fence.trim();
      const tail = [indent + prefix + close, ...(after === "" ? [] : ["", indent + after]), `${dash}- { code: x }`];
      const end = crlf ? "\r\n" : "\n";
      const source = [...head, ...old.map(quoted), ...tail, ...(open ? [] : [""])].join(end);
      const place = { file: "lesson.yaml", line: head.length, column: (head.at(-1) ?? "").indexOf("two") + 1 };

      const edited = editQuotation(source, place, put);
      if ("reason" in edited) throw new Error(`${edited.reason}\n${JSON.stringify(put)}\n${source}`);
      const [start, rest] = [[...head, ""].join(end), ["", ...tail, ...(open ? [] : [""])].join(end)];
      expect(edited.text.slice(0, start.length)).toBe(start);
      expect(edited.text.slice(edited.text.length - rest.length)).toBe(rest);
      if (crlf) expect(edited.text.replaceAll("\r\n", "")).not.toContain("\n");

      const markdown = String(parseDocument(edited.text, { schema: "failsafe" }).getIn(["steps", 0, "prose"]));
      const lines = markdown.split("\n");
      const from = lines.findIndex((each) => each.includes("output two")) + 1;
      const read = lines.slice(from, from + put.length).map((each) => each.slice(prefix.length));
      expect(read).toEqual(put);
      expect(lines[from + put.length]).toBe(prefix + close);
    }),
    { numRuns: 200 },
  );
});
