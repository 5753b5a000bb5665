import type { RunConditions, RunForShown, ShownRun } from "../../src/engine/shown-steps.ts";
import { ShownSteps } from "../../src/engine/shown-steps.ts";
import type { RunEvent } from "../../src/engine/run-events.ts";
import type { Lesson } from "../../src/lesson/lesson.ts";
import type { Verdict } from "../../src/model/finding.ts";
import { facts, seen } from "../check/examples.ts";

/** What the only step of each lesson is to show, under conditions. */
export type Shows = (conditions: RunConditions, lesson: Lesson) => Shown;

/** A text on stdout and the verdict; with `error` the lesson is lost. */
export interface Shown {
  readonly text: string;
  readonly verdict: Verdict;
}

/** A run of lessons without kernels: each step shows what it is told to. */
export function fakeRun(shows: Shows, asked: RunConditions[] = []): RunForShown {
  return async (lessons, conditions) => {
    asked.push(conditions);
    return await Promise.resolve(shownRun(lessons, (lesson) => shows(conditions, lesson)));
  };
}

function shownRun(lessons: readonly Lesson[], shows: (lesson: Lesson) => Shown): ShownRun {
  const shown = new ShownSteps(lessons);
  const reports = lessons.map((lesson, index) => {
    const step = shows(lesson);
    const { verdict } = step;
    shown.note(judged(index, step));
    const lost = verdict === "error" ? { reason: "The server is gone", code: "server-lost" as const } : {};
    const run = { kernel: "python3", verdict, findings: [], retries: 0, duration: 0, ...lost };
    return { name: lesson.name, file: lesson.place.file, title: lesson.title, steps: [], runs: [run] };
  });
  const kernels = [{ name: "python3", displayName: "Python 3", chosen: "for this test" }];
  return { ran: { kernels, lessons: reports, duration: 0 }, shown };
}

/** What a run tells of a step. */
export type JudgedEvent = Extract<RunEvent, { kind: "step-judged" }>;

/** The first step of a lesson, as a run tells of it. */
export function judged(lesson: number, { text, verdict }: Shown, step = 0): JudgedEvent {
  const action = { kind: "cell", id: "c", role: "code", code: "", input: [], mayRaise: false } as const;
  const run = { step, actions: [action], timeout: 1, exclusive: false, unmet: [], isolate: "namespace" } as const;
  const observed = {
    run,
    actions: [{ action, observations: [seen([{ type: "stream", name: "stdout", text: `${text}\n` }])] }],
    newKernel: false,
  };
  const place = { file: "lesson.yaml", line: 3, column: 5 };
  const findings = verdict === "failed" ? [{ code: "output-differs" as const, place, message: `Not ${text}` }] : [];
  const result = { verdict, findings, duration: 0 };
  const said = { observed, facts, result, review: { findings: [] }, again: false };
  return { kind: "step-judged", lesson, kernel: "python3", judged: said };
}
