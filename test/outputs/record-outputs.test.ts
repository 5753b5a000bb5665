import { describe, expect, it } from "vitest";

import type { Output } from "../../src/model/observation.ts";
import { recordOutputs } from "../../src/outputs/record-outputs.ts";
import { nowOf, printed, recordedOf, shownOn, textsOf } from "./example.ts";

const address = `
  - { id: make, code: "print(object())", expect: "<object object at $(hex)>" }
  - { id: after, code: "print('a')", expect: "a" }
`;

const number = (expected: string): string => `
  - { id: make, code: "print(object())", expect: "<object object at $(hex)>" }
  - { id: number, code: "print(f())", expect: "${expected}" }
`;

const setting = (code: string): string => `
  - { id: first, code: "print(object())", expect: "<object object at $(hex)>" }
  - { id: set, code: "${code}", expect: { nothing: true } }
  - { id: number, code: "print(x)", expect: "$(int)" }
`;

const captured = (expected: string): string => `
  - { id: make, code: "print(f())", expect: "${expected}" }
  - { id: again, code: "print(f())", expect: "$(=x)" }
`;

const shownAt = (at: string): Record<string, string> => ({ make: `<object object at ${at}>`, after: "a" });

describe("recordOutputs()", () => {
  it("records what cells showed, with their counts among the notebook's code cells", async () => {
    const now = await nowOf(address);
    const made = recordedOf(now, [shownOn({ make: "<object object at 0x1>\n", after: "a\n" })]);
    expect(made.cells.map(({ id, count }) => [id, count])).toEqual([
      ["make", 1],
      ["after", 2],
    ]);
    expect(textsOf(made, "make")).toEqual(["0: <object object at 0x1>\n"]);
  });

  it("keeps what is recorded as long as the lesson accepts it", async () => {
    const now = await nowOf(address);
    const old = recordedOf(now, [shownOn({ make: "<object object at 0x1>\n", after: "a\n" })]);
    expect(recordedOf(now, [shownOn({ make: "<object object at 0x2>\n", after: "a\n" })], old)).toEqual(old);
  });

  it("takes anew what the lesson no longer accepts, and keeps the rest", async () => {
    const old = recordedOf(await nowOf(number("$(int)")), [shownOn({ make: "<object object at 0x1>", number: "7" })]);
    const made = recordedOf(
      await nowOf(number("$(int > 7)")),
      [shownOn({ make: "<object object at 0x2>", number: "8" })],
      old,
    );
    expect([textsOf(made, "make"), textsOf(made, "number")]).toEqual([["0: <object object at 0x1>"], ["0: 8"]]);
  });

  it("takes all anew that follows code that has changed: it may depend on it", async () => {
    const old = recordedOf(await nowOf(setting("x = 5")), [
      shownOn({ first: "<object object at 0x1>", set: [], number: "5" }),
    ]);
    const made = recordedOf(
      await nowOf(setting("x = 6")),
      [shownOn({ first: "<object object at 0x2>", set: [], number: "6" })],
      old,
    );
    expect([textsOf(made, "first"), textsOf(made, "number")]).toEqual([["0: <object object at 0x1>"], ["0: 6"]]);
  });

  it("takes outputs of one run together where one captures what another compares", async () => {
    const old = recordedOf(await nowOf(captured("$(x:int)")), [shownOn({ make: "7", again: "7" })]);
    const made = recordedOf(await nowOf(captured("$(x:int > 7)")), [shownOn({ make: "8", again: "8" })], old);
    expect([textsOf(made, "make"), textsOf(made, "again")]).toEqual([["0: 8"], ["0: 8"]]);
  });

  it("takes all anew on another Python, whose outputs they would not be", async () => {
    const now = await nowOf(address);
    const old = recordedOf(now, [shownOn({ make: "<object object at 0x1>", after: "a" })]);
    const made = recordedOf(now, [shownOn({ make: "<object object at 0x2>", after: "a" }, { version: "3.12.2" })], old);
    expect(textsOf(made, "make")).toEqual(["0: <object object at 0x2>"]);
    expect(made.kernels.map(({ version }) => version)).toEqual(["3.12.2"]);
  });

  it("keeps what is recorded on a machine with other cores and packages, unless the lesson asks for them", async () => {
    const other = { cores: 8, packages: { numpy: "2.0" } };
    const now = await nowOf(address);
    const old = recordedOf(now, [shownOn(shownAt("0x1"))]);
    expect(recordedOf(now, [shownOn(shownAt("0x2"), other)], old)).toEqual(old);
    const asking = await nowOf(
      `${address}  - { id: more, requires: { packages: { numpy: any } }, code: "1", expect: { result: "1" } }\n`,
    );
    const made = recordedOf(asking, [shownOn({ ...shownAt("0x2"), more: [] }, { cores: 8 })]);
    expect(made.kernels[0]).toMatchObject({ packages: { numpy: null } });
    expect(made.kernels[0]).not.toHaveProperty("cores");
  });

  it("keeps a second kernel's outputs apart where they differ by more than addresses", async () => {
    const now = await nowOf(`
  - { id: make, code: "print(object())", expect: "<object object at $(hex)>" }
  - id: size
    code: print(size())
    expect:
      - { when: { python: "3.13+" }, stdout: "8" }
      - { stdout: "9" }
`);
    const made = recordedOf(now, [
      shownOn({ make: "<object object at 0x1>", size: "9" }),
      shownOn({ make: "<object object at 0x2>", size: "8" }, { version: "3.13.0" }),
    ]);
    expect([textsOf(made, "make"), textsOf(made, "size")]).toEqual([["0,1: <object object at 0x1>"], ["0: 9", "1: 8"]]);
  });

  it("keeps all of a second kernel's outputs apart where shared ones would contradict each other", async () => {
    const now = await nowOf(`
  - { id: make, code: "print(x)", expect: "<object object at $(a:hex)>" }
  - { id: again, code: "print('it is', x)", expect: "it is $(=a) $(int)" }
`);
    const made = recordedOf(now, [
      shownOn({ make: "<object object at 0x1>", again: "it is 0x1 1" }),
      shownOn({ make: "<object object at 0x2>", again: "it is 0x2 2" }, { version: "3.13.0" }),
    ]);
    expect(textsOf(made, "make")).toEqual(["0: <object object at 0x1>", "1: <object object at 0x2>"]);
  });

  it("records a kernel once, and of a cell that it skipped nothing", async () => {
    const now = await nowOf(
      `${address}  - { id: new, requires: { python: "3.13+" }, code: "print(1)", expect: "1" }\n`,
    );
    const shown = { make: "<object object at 0x1>", after: "a" };
    const made = recordedOf(now, [
      shownOn(shown),
      shownOn(shown),
      shownOn({ ...shown, new: "1" }, { version: "3.13.0" }),
    ]);
    expect(made.kernels.map(({ version }) => version)).toEqual(["3.12.1", "3.13.0"]);
    expect(textsOf(made, "new")).toEqual(["1: 1"]);
  });

  it("counts cells in tracebacks, results and checks as in the notebook", async () => {
    const now = await nowOf(`
  - { id: new, requires: { python: "3.13+" }, code: "print(1)", expect: "1" }
  - { id: raises, code: "1 / 0", expect: { error: { name: ZeroDivisionError } } }
  - { id: value, code: "2", expect: { result: "2" } }
`);
    const error: Output = {
      type: "error",
      name: "ZeroDivisionError",
      message: "division by zero",
      traceback: ["Cell \u001b[32mIn[1]\u001b[39m, line 1", "In[7]"],
    };
    const made = recordedOf(now, [
      shownOn({ raises: [error], value: [{ type: "result", mime: { "text/plain": "2" }, executionCount: 2 }] }),
    ]);
    expect(made.cells.map(({ shown }) => shown[0]?.outputs)).toEqual([
      undefined,
      [{ ...error, traceback: ["Cell \u001b[32mIn[2]\u001b[39m, line 1", "In[7]"] }],
      [{ type: "result", mime: { "text/plain": "2" }, executionCount: 3 }],
    ]);
  });

  it("saves outputs as front ends do: streams together, carriage returns applied", async () => {
    const now = await nowOf(`  - { id: a, code: "f()", expect: { stdout: "done" } }\n`);
    const made = recordedOf(now, [shownOn({ a: [printed("1 %\r"), printed("done\n")] })]);
    expect(textsOf(made, "a")).toEqual(["0: done\n"]);
  });

  it("gives why outputs alone do not tell that the lesson passes", async () => {
    const now = await nowOf(`  - { id: a, code: "print(1)", expect: "1" }\n`);
    expect(recordOutputs(now, [shownOn({ a: "2" })], undefined)).toMatchObject([
      { place: { line: 3 }, message: "The output differs from what is expected" },
    ]);
  });
});
