import { describe, expect, it } from "vitest";
import { readFiles, readSteps } from "./read-files.ts";

describe("readCourses()", () => {
  it("reads values as the text that the author sees", async () => {
    const [step] = await readSteps(`  - code: print(True)
    expect: { stdout: True, result: 1e3, stderr: ~, contains: 0x10, not: [null, 3.10] }
    input: [yes, 007, ""]
`);
    const parts = step?.kind === "code" ? step.expect?.variants[0]?.parts : undefined;
    expect(parts?.stdout?.text.value).toBe("True");
    expect(parts?.result?.text.value).toBe("1e3");
    expect(parts?.stderr?.text.value).toBe("~");
    expect(parts?.contains?.text.value).toBe("0x10");
    expect(parts?.not?.map(({ text }) => text.value)).toEqual(["null", "3.10"]);
    expect(step).toMatchObject({ input: ["yes", "007", ""] });
  });

  it("reads every part of an expectation", async () => {
    const [step] = await readSteps(`  - code: x
    expect:
      - when: { python: 3.12, packages: { Typing_Extensions: any, numpy: 1.26+ } }
        error: { name: ValueError, message: no }
        display: { text/html: <b>, image/png: { width: 640 } }
        unordered: yes
        numbers: as-written
      - { when: { implementation: pypy, platform: linux, bits: 32, cores: 2 }, error: {} }
      - { when: { gil: no, threads: yes, processes: true, network: false }, nothing: true }
      - { not: bad }
`);
    const variants = step?.kind === "code" ? step.expect?.variants : undefined;
    expect(variants?.map(({ when }) => when)).toEqual([
      { python: "==3.12.*", packages: { "typing-extensions": "", numpy: ">=1.26" } },
      { implementation: "pypy", platform: "linux", bits: 32, cores: 2 },
      { gil: false, threads: true, processes: true, network: false },
      undefined,
    ]);
    expect(variants?.[0]?.parts).toMatchObject({
      error: { name: { text: { value: "ValueError" } }, message: { text: { value: "no" } } },
      display: [
        { mimeType: "text/html", expected: { text: { value: "<b>" } } },
        { kind: "image", mimeType: "image/png", image: { width: { text: { value: "640" } } } },
      ],
      unordered: true,
      numbers: "as-written",
    });
    expect(variants?.[1]?.parts).toEqual({ error: { place: variants?.[1]?.parts.error?.place } });
    expect(variants?.[2]?.parts).toEqual({ nothing: true });
  });

  it("gives steps what is theirs before what is the lesson's", async () => {
    const steps = await readSteps(`  - prose: x
    timeout: 2m
    exclusive: yes
    requires: { threads: yes }
  - prose: y
`);
    expect(steps).toMatchObject([
      { timeout: 120_000, exclusive: true, requires: { threads: true } },
      { timeout: 30_000, exclusive: false, requires: {} },
    ]);
  });

  it("allows what a step says, and warnings unless the lesson forbids them", async () => {
    const steps = `steps:
  - code: "!false"
    allow: [command-failed]
  - code: pass
`;
    const read = async (head: string): Promise<unknown> => {
      const { courses } = await readFiles({ "lesson.yaml": `title: T\n${head}${steps}` });
      return courses[0]?.lessons[0]?.steps.map((step) => step.kind === "code" && step.allow);
    };
    expect(await read("")).toEqual([["command-failed", "warning-shown"], ["warning-shown"]]);
    expect(await read("warnings: forbidden\n")).toEqual([["command-failed"], []]);
  });

  it("reads an exercise", async () => {
    const [step] = await readSteps(`  - exercise: Do it
    starter: |
      def f(): ...
    hints: [One, Two]
    solution: |
      def f(): return 1
    tests:
      is one: assert f() == 1
    wrong:
      is two: |
        def f(): return 2
    isolate: kernel
`);
    expect(step).toMatchObject({
      kind: "exercise",
      task: { value: "Do it" },
      starter: { value: "def f(): ..." },
      hints: ["One", "Two"],
      solution: { value: "def f(): return 1" },
      tests: [{ name: "is one", place: { line: 10, column: 7 }, code: { value: "assert f() == 1" } }],
      wrong: [{ name: "is two", code: { value: "def f(): return 2", starts: [{ line: 13, column: 9 }] } }],
      isolate: "kernel",
      binds: ["f"],
    });
  });

  it("names steps by their id, else by their content", async () => {
    const steps = await readSteps(`  - prose: x
  - id: mine
    prose: x
  - prose: x
    timeout: 1s
  - code: x
  - prose: x
`);
    expect(steps.map(({ key }) => key)).toEqual([
      "prose-ca05c1986c",
      "mine",
      "prose-ca05c1986c-2",
      "code-843efa674e",
      "prose-ca05c1986c-3",
    ]);
  });

  it("gives no other step another key when one is inserted or edited", async () => {
    const before = await readSteps("  - prose: a\n  - code: b\n  - code: c\n");
    const inserted = await readSteps("  - prose: a\n  - prose: new\n  - code: b\n  - code: c\n");
    const edited = await readSteps("  - prose: a\n  - code: edited\n  - code: c\n");
    expect(inserted.map(({ key }) => key).toSpliced(1, 1)).toEqual(before.map(({ key }) => key));
    expect(edited.map(({ key }) => key).toSpliced(1, 1)).toEqual(before.map(({ key }) => key).toSpliced(1, 1));
  });

  it("takes a value by an alias for the value", async () => {
    const [first, second] = await readSteps(
      "  - code: x\n    requires: &new { python: 3.12+ }\n  - code: y\n    requires: *new\n",
    );
    expect(second?.requires).toEqual({ python: ">=3.12" });
    expect(second?.requires).toEqual(first?.requires);
  });

  it("reads an exercise's changes that make no difference", async () => {
    const [step] = await readSteps(`  - exercise: Add.
    starter: pass
    solution: a = 1
    tests:
      is one: assert a == 1
    equivalent:
      a = 1.0: They are equal.
`);
    expect(step?.kind === "exercise" && step.equivalent).toMatchObject([
      { line: "a = 1.0", place: { column: 7 }, reason: "They are equal." },
    ]);
  });
});
