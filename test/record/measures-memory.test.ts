import { describe, expect, it } from "vitest";

import { measuresMemory } from "../../src/record/measures-memory.ts";
import { codeStep, lessonOf } from "../check/examples.ts";

/** Whether the last of some cells measures memory. */
function measures(...codes: readonly string[]): boolean {
  const steps = codes.map((code, index) => codeStep(`step-${index}`, code));
  return measuresMemory(lessonOf(...steps), steps.length - 1);
}

const peak =
  "def peak(work):\n    work()\n    return tracemalloc.get_traced_memory()[1]\n\ndef other():\n    return 1000\n";

describe("measuresMemory()", () => {
  it.each([
    ["a cell that asks tracemalloc", ["print(tracemalloc.get_traced_memory())"]],
    ["a cell that asks the operating system", ["print(resource.getrusage(0).ru_maxrss)"]],
    ["a cell that counts the references to what all share", ["print(sys.getrefcount(None))"]],
    ["a count that was taken before", ["before = getrefcount( 1 )", "print(getrefcount(x) - before)"]],
    ["a call of a function that measures", [peak, "print(peak(list))"]],
    [
      "a value that was measured",
      ["before, _ = tracemalloc.get_traced_memory()", "after = before + 1", "print(after)"],
    ],
    ["a function that calls one that measures", [peak, "def twice():\n    return peak(list) * 2", "twice()"]],
  ])("knows %s", (_, codes) => {
    expect(measures(...codes)).toBe(true);
  });

  it.each([
    ["a cell that only has the module", ["import sys, tracemalloc", "print(sys.getsizeof(list))"]],
    ["a cell that counts the references to its own object", ["x = []", "print(sys.getrefcount(x))"]],
    ["another function of a cell that measures", [peak, "print(other())"]],
    ["what is bound beside a measurement", ["total = 1000\ntracemalloc.get_traced_memory()", "print(total)"]],
    ["a name within another", [peak, "print(peaks)"]],
  ])("does not take %s for one", (_, codes) => {
    expect(measures(...codes)).toBe(false);
  });
});
