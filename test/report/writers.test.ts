import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { Ajv } from "ajv";
import { fromHtml } from "hast-util-from-html";
import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";

import { type ReportFormat, renderReport } from "../../src/api/render-report.ts";
import type { Report } from "../../src/model/report.ts";
import { hostile, hostileReport } from "./hostile-report.ts";
import { finding, lesson, report, result, step } from "./sample-report.ts";

const file = "pack/gil.yaml";
const sources = new Map([[file, `title: T\n${hostile}\n`]]);
const write = (given: Report, format: ReportFormat, folder = ""): string =>
  renderReport(given, { format, sources, folder });

const failing = (findings: number): Report =>
  report({
    exitCode: 1,
    lessons: Array.from({ length: findings }, (_, index) => ({
      ...lesson(`l${index}`, [
        step(`l${index}.yaml`, 5, [
          result("failed", { findings: [finding(5, { place: { file: `l${index}.yaml`, line: 5, column: 3 } })] }),
        ]),
      ]),
      file: `l${index}.yaml`,
      runs: [{ kernel: "python3", verdict: "failed" as const, findings: [], retries: 0, duration: 5 }],
    })),
  });

const passing = report({ lessons: [lesson("fine", [step("pack/fine.yaml", 3, ["passed"])])] });

describe("renderReport() as junit", () => {
  const xsd = readFile(resolve(import.meta.dirname, "schemas/junit-10.xsd"), "utf8");

  it.each([
    ["what passes", passing],
    ["what fails", failing(3)],
    ["hostile outputs", hostileReport],
    ["nothing", report({})],
  ])("holds by Jenkins' schema: %s", async (_, given) => {
    const xml = [{ fileName: "report.xml", contents: write(given, "junit") }];
    expect((await validateXML({ xml, schema: [await xsd] })).errors).toEqual([]);
  });

  it("has a suite for each lesson and a case for each step", () => {
    expect(write(failing(1), "junit").replace(/>l0.yaml:5:3[^<]*</, ">…<")).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="nbproof" tests="1" failures="1" errors="0" time="5.230"><testsuite name="l0.yaml" tests="1" failures="1" errors="0" skipped="0" time="0.005"><properties><property name="kernel" value="python3" /><property name="python" value="3.13.1 cpython linux" /></properties><testcase name="code at line 5" classname="l0.yaml" time="0.012"><failure type="output-differs" message="The output's second line is not what the claim says">…</failure></testcase></testsuite></testsuites>
      "
    `);
  });
});

describe("renderReport() as sarif", () => {
  it.each([
    ["what passes", passing],
    ["what fails", failing(3)],
    ["hostile outputs", hostileReport],
  ])("holds by its schema: %s", async (_, given) => {
    const schema: unknown = JSON.parse(
      await readFile(resolve(import.meta.dirname, "schemas/sarif-2.1.0.json"), "utf8"),
    );
    const { $schema: _draft, ...rest } = schema as Record<string, unknown>;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(rest);
    validate(JSON.parse(write(given, "sarif")));
    expect(validate.errors).toBeNull();
  });

  it("names each file from the repository's root, at its place", () => {
    const { runs } = JSON.parse(write(failing(1), "sarif", "course")) as {
      runs: { results: { locations: unknown }[] }[];
    };
    expect(runs[0]?.results[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "course/l0.yaml", uriBaseId: "ROOT" },
          region: { startLine: 5, startColumn: 3 },
        },
      },
    ]);
  });
});

describe("renderReport() as github", () => {
  it("says the total first, and annotates the line of each problem", () => {
    expect(write(failing(2), "github", "course")).toMatchInlineSnapshot(`
      "::error title=nbproof::2 lessons failed, 2 problems
      ::error file=course/l0.yaml,line=5,col=3,title=output-differs::The output's second line is not what the claim says%0AMend the pattern or the code: the first differing line is shown
      ::error file=course/l1.yaml,line=5,col=3,title=output-differs::The output's second line is not what the claim says%0AMend the pattern or the code: the first differing line is shown
      "
    `);
  });

  it("writes at most ten errors and ten warnings", () => {
    const skipped = Array.from({ length: 30 }, (_, index) =>
      lesson(`s${index}`, [step(`s${index}.yaml`, 3, [result("skipped", { reason: `needs ${index}` })])], {
        verdict: "skipped",
      }),
    );
    const many = { ...failing(40), lessons: [...failing(40).lessons, ...skipped] };
    const lines = write(many, "github").trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("::warning "))).toHaveLength(10);
    expect(lines[0]).toContain("40 lessons failed, 40 problems; the first 9 are at their lines");
    expect(lines[10]).toContain("21 warnings more");
  });

  it("makes one annotation of what is wrong at one line", () => {
    const twice = [finding(5), finding(5, { code: "stderr-unexpected", message: "It wrote to stderr" })];
    const given = report({
      lessons: [lesson("gil", [step(file, 5, [result("failed", { findings: twice })])], { verdict: "failed" })],
    });
    const lines = write(given, "github").trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("title=output-differs and 1 more");
    expect(lines[1]).toContain("It wrote to stderr");
  });

  it("lets no output give commands", () => {
    const lines = write(hostileReport, "github").trimEnd().split("\n");
    expect(lines.filter((line) => !/^::(?:error|warning) (?:file=|title=nbproof)/.test(line))).toEqual([]);
  });

  it("says nothing where nothing is wrong", () => {
    expect(write(passing, "github")).toBe("");
  });
});

describe("renderReport() as markdown", () => {
  it("has the totals, a grid, and each problem", () => {
    expect(write(failing(1), "markdown")).toMatchInlineSnapshot(`
      "### nbproof: not all is well

      1 lesson, 1 step: 1 failed in 5.2 s

      | lesson | python3 | time |
      | - | - | - |
      | \`l0\` | ❌ failed | 5 ms |

      **\`l0.yaml:5:3\`**  \`output-differs\`: The output's second line is not what the claim says

      Mend the pattern or the code: the first differing line is shown
      "
    `);
  });

  it("stays below what GitHub shows, and says how much is left out", () => {
    const long = failing(2000);
    const text = write(
      {
        ...long,
        lessons: long.lessons.map((each) => ({
          ...each,
          steps: each.steps.map((one) => ({
            ...one,
            results: [
              result("failed", {
                findings: [
                  finding(1, {
                    shown: "line\n".repeat(100) + "x".repeat(2000),
                    message: "m".repeat(500),
                    place: { file: each.file, line: 1, column: 1 },
                  }),
                ],
              }),
            ],
          })),
        })),
      },
      "markdown",
    );
    expect(new TextEncoder().encode(text).length).toBeLessThan(1024 * 1024);
    expect(text).toMatch(/\d+ more are left out here: see the log\.\n$/);
    expect(text.indexOf("2000 lessons, 2000 steps: 2000 failed")).toBeLessThan(200);
  });

  it("is, to a reader of Markdown, text with nothing of an output but its letters", () => {
    const kinds = new Set<string>();
    visit(fromMarkdown(write(hostileReport, "markdown")), (node) => void kinds.add(node.type));
    expect([...kinds].toSorted()).toEqual(["code", "heading", "inlineCode", "paragraph", "root", "strong", "text"]);
  });

  it("shows an output once where all of it is the line that differs", () => {
    const difference = { expected: "2", actual: "1" };
    const shownAs = (shown: string): string => {
      const findings = [finding(5, { difference, shown })];
      return write(report({ lessons: [lesson("l", [step(file, 5, [result("failed", { findings })])])] }), "markdown");
    };
    expect(shownAs("1\n")).not.toContain("```text");
    expect(shownAs("0\n1\n")).toContain("```text\n0\n1\n```");
  });

  it("has no markup of an output", () => {
    const lines = write(hostileReport, "markdown").split("\n");
    const fence = /^(`{3,})/;
    let open: string | undefined;
    const outside = lines.filter((line) => {
      const [, ticks] = fence.exec(line) ?? [];
      if (ticks === undefined) return open === undefined;
      if (open === undefined) open = ticks;
      else if (line === open) open = undefined;
      return false;
    });
    const bare = outside.map((line) => line.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, ""));
    expect(bare.filter((line) => /(?<!\\)<(?:script|img|\/)/.test(line))).toEqual([]);
  });
});

describe("renderReport() as html", () => {
  it("has no element and no attribute of an output", () => {
    const names = new Set<string>();
    const attributes = new Set<string>();
    visit(fromHtml(write(hostileReport, "html")), "element", ({ tagName, properties }) => {
      names.add(tagName);
      for (const name of Object.keys(properties)) attributes.add(name);
    });
    const ours = [
      "html",
      "head",
      "meta",
      "title",
      "style",
      "body",
      "header",
      "h1",
      "p",
      "nav",
      "label",
      "input",
      "main",
      "article",
    ];
    const more = [
      "details",
      "summary",
      "span",
      "b",
      "section",
      "h2",
      "code",
      "pre",
      "figure",
      "img",
      "figcaption",
      "table",
      "thead",
      "tbody",
      "tr",
      "th",
      "td",
    ];
    expect([...names].filter((name) => ![...ours, ...more].includes(name))).toEqual([]);
    expect([...attributes].filter((name) => name.startsWith("on"))).toEqual([]);
  });

  it("shows outputs, pictures and the lesson's line as text, and cuts long lines", () => {
    const html = write(hostileReport, "html");
    expect(html).toContain("&#x3C;script>alert(1)");
    expect(html).toContain('<img src="data:image/svg+xml,%3Csvg');
    expect(html.length).toBeLessThan(50_000);
  });

  it("loads nothing and runs nothing", () => {
    const html = write(hostileReport, "html");
    expect(html).toContain("default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;; img-src data:");
    expect(html).not.toMatch(/<script|<link|url\(/);
  });

  it("offers a filter for each verdict that there is", () => {
    const two = report({ lessons: [...failing(1).lessons, ...passing.lessons] });
    expect(write(two, "html")).toContain('id="show-failed"');
    expect(write(two, "html")).not.toContain('id="show-skipped"');
  });
});

describe("renderReport() as json", () => {
  it("keeps a hostile output as it is", () => {
    const { lessons } = JSON.parse(write(hostileReport, "json")) as Report;
    expect(lessons[0]?.steps[0]?.results[0]?.findings[0]?.traceback).toBe(hostile);
  });
});
