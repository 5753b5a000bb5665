import { describe, expect, it } from "vitest";

import { makeReport } from "../../src/api/make-report.ts";
import { renderHtml } from "../../src/report/render-html.ts";
import { renderMarkdown } from "../../src/report/render-markdown.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { plainStyle } from "../../src/report/style.ts";
import type { Facts } from "../../src/model/facts.ts";
import type { Report } from "../../src/model/report.ts";
import { facts, finding, lesson, report, result, step } from "./sample-report.ts";

const lacking = result("skipped", { reason: "needs numpy, which is not installed", lacks: ["numpy", "pandas>=2"] });
const raised = finding(3, {
  code: "error-raised",
  message: "The cell raised ModuleNotFoundError: No module named 'sklearn.svm'",
});

function reportOf(parts: Partial<Facts>, name = "./.venv"): Report {
  return report({
    exitCode: 1,
    kernels: [{ name, displayName: "P", chosen: "asked for", facts: { ...facts, ...parts } }],
    lessons: [
      lesson("a", [step("pack/a.yaml", 3, [{ ...lacking, kernel: name }])], { verdict: "skipped", kernel: name }),
      lesson("b", [step("pack/b.yaml", 3, [result("failed", { findings: [raised] }, name)])], {
        verdict: "failed",
        kernel: name,
      }),
    ],
  });
}

function endOf(parts: Partial<Facts>, name?: string): readonly string[] {
  return renderReport(reportOf(parts, name), new Map(), { style: plainStyle, verbose: false })
    .split("\n")
    .slice(-6, -2);
}

describe("renderReport(), where packages are missing", () => {
  it("counts apart what did not run, names the kernel, and says what installs", () => {
    expect(endOf({ executable: "/x/.venv/bin/python", packages: { pip: "24.0" } })).toEqual([
      "2 lessons, 2 steps: 1 failed, 1 skipped in 5.2 s",
      "1 lesson did not run: numpy, pandas>=2 are not in .venv (a)",
      "To install what is missing in ./.venv: /x/.venv/bin/python -m pip install numpy 'pandas>=2' scikit-learn",
      "Hash seed 4242; for the same again: --hash-seed 4242",
    ]);
  });

  it("names uv where the environment has no pip, and nothing where nothing can be installed", () => {
    expect(endOf({ executable: "/x y/python" }).at(-2)).toBe(
      "To install what is missing in ./.venv: uv pip install --python '/x y/python' numpy 'pandas>=2' scikit-learn",
    );
    expect(endOf({ platform: "emscripten" }, "pyodide").at(-2)).toContain("name another with --kernel");
  });

  it("is told where no log is read: in the step's summary and on the page", () => {
    const given = reportOf({ executable: "/x/bin/python", packages: { pip: "24.0" } }, "a<b");
    expect(renderMarkdown(given)).toContain(
      "To install what is missing in a\\<b: `/x/bin/python -m pip install numpy 'pandas>=2' scikit-learn`\n",
    );
    expect(renderHtml(given)).toContain(
      "<p>To install what is missing in a&#x3C;b: <code>/x/bin/python -m pip install numpy 'pandas>=2' scikit-learn</code></p>",
    );
    expect(renderMarkdown(reportOf({ platform: "emscripten" }))).toContain("Missing: numpy");
  });
});

describe("makeReport() with requirePackages", () => {
  const ran = {
    kernels: [],
    duration: 1,
    lessons: [lesson("a", [step("a.yaml", 3, [lacking]), step("a.yaml", 5, ["passed"])])],
  };

  it("makes an error of a step that was skipped for its packages", () => {
    const { exitCode, lessons } = makeReport(ran, { diagnostics: [], hashSeed: 1, requirePackages: true });
    expect([exitCode, lessons[0]?.runs[0]?.verdict, lessons[0]?.steps[0]?.results[0]?.code]).toEqual([
      3,
      "error",
      "package-missing",
    ]);
  });

  it("leaves it skipped otherwise", () => {
    expect(makeReport(ran, { diagnostics: [], hashSeed: 1 }).exitCode).toBe(0);
  });
});
