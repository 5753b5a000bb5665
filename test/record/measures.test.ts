import { describe, expect, it } from "vitest";

import { type Measures, measuresOf } from "../../src/record/measures.ts";
import { codeStep, lessonOf } from "../check/examples.ts";

/** What the last of some cells measures. */
function measures(...codes: readonly string[]): Measures {
  const steps = codes.map((code, index) => codeStep(`step-${index}`, code));
  return measuresOf(lessonOf(...steps), steps.length - 1);
}

const peak =
  "def peak(work):\n    work()\n    return tracemalloc.get_traced_memory()[1]\n\ndef other():\n    return 1000\n";

describe("measuresOf()", () => {
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
    expect(measures(...codes)).toEqual({ memory: true, time: false });
  });

  it.each([
    ["a cell that only has the module", ["import sys, tracemalloc", "print(sys.getsizeof(list))"]],
    ["a cell that counts the references to its own object", ["x = []", "print(sys.getrefcount(x))"]],
    ["another function of a cell that measures", [peak, "print(other())"]],
    ["what is bound beside a measurement", ["total = 1000\ntracemalloc.get_traced_memory()", "print(total)"]],
    ["a name within another", [peak, "print(peaks)"]],
  ])("does not take %s for one", (_, codes) => {
    expect(measures(...codes)).toEqual({ memory: false, time: false });
  });

  it.each([
    ["a clock", ["start = time.perf_counter()"]],
    ["another clock", ["print(time.time() - 1)"]],
    ["timeit", ["print(timeit.timeit(work, number=10))"]],
    ["a magic", ["%timeit work()"]],
    [
      "a function that reads a clock",
      [
        "def measure(work):\n    start = perf_counter_ns()\n    work()\n    print(perf_counter_ns() - start)\n",
        "measure(list)",
      ],
    ],
  ])("knows a cell that measures time, by %s", (_, codes) => {
    expect(measures(...codes)).toEqual({ memory: false, time: true });
  });
});
