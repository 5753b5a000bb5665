import { describe, expect, it } from "vitest";

import type { Sink } from "../../src/commands/command.ts";
import { showProgress } from "../../src/commands/show-progress.ts";
import { plainStyle } from "../../src/report/style.ts";

const run = { file: "a.yaml", lesson: "a", kernel: "python3" };
const plan = { lessons: 1, kernels: ["python3"] };

function recordSink(live: boolean): { sink: Sink; written: string[]; drawn: (readonly string[])[] } {
  const written: string[] = [];
  const drawn: (readonly string[])[] = [];
  const sink = {
    write: (text: string) => void written.push(text),
    draw: (lines: readonly string[]) => void drawn.push(lines),
    style: plainStyle,
    live,
  };
  return { sink, written, drawn };
}

describe("showProgress()", () => {
  it("writes a line for a finished lesson where nothing can be drawn again", () => {
    const { sink, written, drawn } = recordSink(false);
    const progress = showProgress(sink, plan);
    progress.onProgress({ kind: "lesson-started", run, steps: 1 });
    progress.onProgress({ kind: "lesson-finished", run, verdict: "passed", duration: 1500 });
    progress[Symbol.dispose]();
    expect(written.join("")).toBe("✓ a  1.5 s\n");
    expect(drawn).toEqual([]);
  });

  it("takes away what it drew", () => {
    const { sink, written, drawn } = recordSink(true);
    const progress = showProgress(sink, plan);
    progress.onProgress({ kind: "lesson-started", run, steps: 1 });
    progress[Symbol.dispose]();
    expect(drawn.at(-1)).toEqual([]);
    expect(written).toEqual([]);
  });
});
