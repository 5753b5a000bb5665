import { describe, expect, it } from "vitest";

import type { Cell, CellRole } from "../../src/lesson/cell.ts";
import { planRun, planStudentRun } from "../../src/model/plan.ts";
import { codeStep, exerciseStep, facts, lessonOf, quizStep } from "../check/examples.ts";

function cell(role: CellRole, source: string, step?: number): Cell {
  const type = role === "prose" || role === "task" || role === "quiz" ? "markdown" : "code";
  const id = `${role}-${step}`;
  return { id, type, role, source, tags: [], sourceHidden: false, ...(step === undefined ? {} : { step }) };
}

const lesson = lessonOf(
  codeStep("ask", "input()", { input: ["Ada"], timeout: 2000, exclusive: true }),
  quizStep("assert True"),
  exerciseStep(),
  codeStep("threads", "pass", { requires: { threads: false } }),
);
const cells = [
  cell("code", "input()", 0),
  cell("quiz", "?", 1),
  cell("task", "Do it", 2),
  cell("solution", "answer = 1", 2),
  cell("check", "check()", 2),
  cell("code", "pass", 3),
];

describe("planRun()", () => {
  const plan = planRun(lesson, cells, facts);

  it("takes a step's timeout, exclusiveness and answers", () => {
    expect(plan[0]).toMatchObject({
      step: 0,
      timeout: 2000,
      exclusive: true,
      actions: [{ kind: "cell", role: "code", code: "input()", input: ["Ada"] }],
    });
  });

  it("executes a quiz's proof and none of its cells", () => {
    expect(plan[1]).toMatchObject({ step: 1, actions: [{ kind: "proof", code: "assert True" }] });
  });

  it("tries the starter and each wrong answer, then executes the solution and the check", () => {
    expect(plan[2]?.actions).toMatchObject([
      {
        kind: "attempt",
        attempt: { kind: "starter" },
        answer: { id: "solution-2", code: "..." },
        check: { id: "check-2", code: "check()" },
      },
      {
        kind: "attempt",
        attempt: { kind: "wrong", index: 0 },
        answer: { id: "solution-2", code: "pass" },
        check: { id: "check-2", code: "check()" },
      },
      { kind: "cell", role: "solution", code: "answer = 1" },
      { kind: "cell", role: "check", code: "check()" },
    ]);
  });

  it("says what the kernel lacks", () => {
    expect(plan[3]?.unmet).toHaveLength(1);
  });

  it("puts cells that belong to no step first", () => {
    const [setup] = planRun(lesson, [cell("setup", "set_up()"), ...cells], facts);
    expect(setup).toMatchObject({ actions: [{ kind: "cell", role: "setup", code: "set_up()" }] });
    expect(setup).not.toHaveProperty("step");
  });
});

describe("planStudentRun()", () => {
  it("executes the code cells and proves nothing", () => {
    const student = cells.map((each) => (each.role === "solution" ? cell("starter", "...", 2) : each));
    const kinds = planStudentRun(lesson, student, facts).flatMap((step) => step.actions.map((action) => action.kind));
    expect(kinds).toEqual(["cell", "cell", "cell", "cell"]);
  });
});
