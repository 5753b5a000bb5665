import { expect, it } from "vitest";

import { renderJson } from "../../src/report/render-json.ts";
import { finding, lesson, report, result, step } from "./sample-report.ts";

it("renderJson() gives each diagnostic, finding and error the page about its code", () => {
  const place = { file: "pack/gil.yaml", line: 2, column: 1 };
  const wrong = step(place.file, 3, [result("failed", { findings: [finding(5)] })]);
  const lost = step(place.file, 9, [result("error", { reason: "The connection was lost", code: "server-lost" })]);
  const json: unknown = JSON.parse(
    renderJson(
      report({
        diagnostics: [{ code: "unknown-key", place, message: "There is no key stepz" }],
        lessons: [lesson("gil", [wrong, lost], { verdict: "error", code: "server-lost" })],
      }),
    ),
  );
  expect(json).toMatchObject({
    diagnostics: [{ code: "unknown-key", page: "docs/findings/unknown-key.md" }],
    lessons: [
      {
        steps: [
          { results: [{ findings: [{ code: "output-differs", page: "docs/findings/output-differs.md" }] }] },
          { results: [{ code: "server-lost", page: "docs/findings/server-lost.md" }] },
        ],
        runs: [{ code: "server-lost", page: "docs/findings/server-lost.md" }],
      },
    ],
  });
});
