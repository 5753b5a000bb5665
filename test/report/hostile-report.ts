import { facts, finding, lesson, report, result, step } from "./sample-report.ts";
import type { Report } from "../../src/model/report.ts";

/** What a lesson could put out to do harm in a report: markup, commands, ends of sections, controls, very long lines. */
export const hostile: string = [
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "::error file=a.yaml,line=1::not ours",
  "##[error]not ours",
  "\u001b[31mred\u001b[0m\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007",
  "null \0 byte, bell \u0007, backspace \b, feed \f",
  "]]></failure><testcase name='x'/>",
  "```\n# heading\n~~~",
  "</pre></details></article>",
  "| a | b |\n|-|-|",
  "%0A::warning::x",
  "lone \ud800 surrogate, \ufffe and \uffff, \u202e reversed",
  "@everyone <!-- ",
].join("\n");

const file = "pack/gil.yaml";

/** A report in which each text is hostile. */
export const hostileReport: Report = report({
  kernels: [
    { name: "python3", displayName: hostile, chosen: "found <b>here</b>", facts },
    { name: "./<b>", displayName: "P", chosen: "asked for", facts },
  ],
  exitCode: 2,
  diagnostics: [
    {
      code: "unknown-key",
      place: { file: "a<b>.yaml", line: 2, column: 1, endColumn: 6 },
      message: `There is no key ${hostile}`,
      rewritten: hostile,
    },
  ],
  lessons: [
    {
      ...lesson(hostile, [
        {
          ...step(file, 2, [
            result("failed", {
              findings: [
                finding(2, {
                  message: hostile,
                  difference: { expected: hostile, actual: `${hostile}x`, why: hostile },
                  shown: `${hostile}\n${"y".repeat(1_000_000)}`,
                  traceback: hostile,
                  advice: hostile,
                }),
              ],
              images: [
                {
                  mimeType: "image/svg+xml",
                  content:
                    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>\ud800',
                },
                { mimeType: "image/png", content: '"><script>alert(1)</script>' },
              ],
            }),
            result("skipped", { reason: hostile }, "./<b>"),
          ]),
          id: "a",
        },
        step(file, 9, [result("error", { reason: hostile, code: "server-lost" })]),
      ]),
      file,
      title: hostile,
      runs: [
        { kernel: "python3", verdict: "failed", findings: [], retries: 1, duration: 10 },
        { kernel: "./<b>", verdict: "skipped", reason: hostile, findings: [], retries: 0, duration: 1 },
      ],
    },
  ],
});
