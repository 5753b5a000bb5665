import { describe, expect, it } from "vitest";
import { parseYaml } from "../../src/spec/parse-yaml.ts";
import { sourceFile } from "../../src/source/source-file.ts";
import { textOf } from "../../src/spec/yaml-node.ts";

describe("parseYaml()", () => {
  it.each([
    ["a plain text", "a: x y\n", ["x y"], ["1:4"]],
    ["a plain text of several lines", "a: x\n  y\n\n  z\n", ["x y", "z"], ["1:4", "4:3"]],
    ["a plain text with two blank lines", "a: x\n\n\n  z\n", ["x", "", "z"], ["1:4", "4:3", "4:3"]],
    ["single quotes", "a: 'it''s\n\n  b'\n", ["it's", "b"], ["1:5", "3:3"]],
    ["double quotes", 'a: "x\\ny\\tz\\n\\x41"\n', ["x", "y\tz", "A"], ["1:5", "1:8", "1:14"]],
    [
      "double quotes with a joined line",
      'a: "x\\\n  y\\n\\u00e9\\U0001F600z\\nw"\n',
      ["xy", "é😀z", "w"],
      ["1:5", "2:6", "2:25"],
    ],
    [
      "double quotes with every escape",
      'a: "\\0\\a\\b\\e\\f\\r\\v\\N\\_\\L\\P\\"\\/\\n"\n',
      ['\0\u0007\b\u001b\f\r\v\u0085\u00a0\u2028\u2029"/', ""],
      ["1:5", "1:33"],
    ],
    ["a literal block", "a: |\n  x\n\n    y\n  z\n", ["x", "", "  y", "z"], ["2:3", "3:1", "4:3", "5:3"]],
    ["a literal block with an indicator", "a: |2\n    x\n   y\n", ["  x", " y"], ["2:3", "3:3"]],
    ["a literal block without last line end", "a: |-\n  x\n  y\n", ["x", "y"], ["2:3", "3:3"]],
    [
      "a literal block with its last line ends",
      "a: |+\n  x\n\n\nb: 1\n",
      ["x", "", "", ""],
      ["2:3", "3:1", "4:1", "5:1"],
    ],
    ["a literal block after a comment", "a: | # text\n  x\n", ["x"], ["2:3"]],
    ["a literal block with CRLF", "a: |\r\n  x\r\n\r\n  y\r\n", ["x", "", "y"], ["2:3", "3:1", "4:3"]],
    ["a literal block of one blank line", "a: |+\n\nb: 1\n", [""], ["2:1"]],
    ["a folded block", "a: >\n  x\n  y\n\n  z\n", ["x y", "z"], ["2:3", "5:3"]],
    ["a folded block with a deeper line", "a: >\n  x\n    y\n  z\n", ["x", "  y", "z"], ["2:3", "3:3", "4:3"]],
    ["a plain text with CRLF", "a: x\r\n\r\n  y\r\n", ["x", "y"], ["1:4", "3:3"]],
    ["columns as editors count them", "a: |\n  😀é\n", ["😀é"], ["2:3"]],
  ])("knows where the lines begin of %s", (_what, yaml, lines, starts) => {
    const { root } = parseYaml(sourceFile("f", yaml));
    const text = root?.kind === "map" ? textOf(root, "a") : undefined;
    expect(text?.value.split("\n")).toEqual(lines);
    expect(text?.starts.map(({ line, column }) => `${line}:${column}`)).toEqual(starts);
  });
});
