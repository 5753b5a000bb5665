import { describe, expect, it } from "vitest";

import { diagnose } from "./read-files.ts";

async function told(choices: string, outcome: string): Promise<readonly string[]> {
  const step = `  - predict: What is shown?\n${outcome}    answer: So it is.\n    choices: |\n${choices.replaceAll(/^/gm, "      ")}\n`;
  return (await diagnose(`title: T\nsteps:\n${step}`)).map((line) => line.split("\n")[0] ?? "");
}

const prints = (shows: string): string => `    code: print(f())\n    expect: ${shows}\n`;
const wrong = /bad-quiz: A choice is what the cell shows, `.+`, and is not marked as right$/;

describe("checkChoices()", () => {
  it.each<[string, string, string]>([
    ["a number", "- [x] 1\n- [ ] 2", prints("2")],
    ["code", "- [x] `[1]`\n- [ ] `[1, 2]`", prints('"[1, 2]"')],
    ["a block", "- [x] `1`\n- [ ] ```\n  1\n  2\n  ```", prints('"1\\n2"')],
    ["a claim", "- [x] one\n- [ ] two", "    code: |\n      print(f())  # => two\n"],
  ])("tells that the choice that is shown is not marked as right: %s", async (_, choices, outcome) => {
    expect(await told(choices, outcome)).toEqual([expect.stringMatching(wrong)]);
  });

  it.each<[string, string, string]>([
    ["it is marked", "- [ ] 1\n- [x] 2", prints("2")],
    ["several are right", "- [x] 2\n- [x] It is 2", prints("2")],
    ["none is what is shown", "- [x] An error\n- [ ] 3", prints("2")],
    ["it says more than what is shown", "- [x] 1\n- [ ] 2, twice", prints("2")],
    ["it is emphasis", "- [x] 1\n- [ ] *2*", prints("2")],
    ["what is shown has holes", "- [x] 1\n- [ ] 2", prints("$(int)")],
    [
      "what is shown depends on the kernel",
      "- [x] 1\n- [ ] 2",
      prints("[{ when: { python: 3.12+ }, shows: 2 }, { shows: 1 }]"),
    ],
    ["only a part is told", "- [x] 1\n- [ ] 2", prints("{ contains: 2 }")],
    ["it shows an error besides", "- [x] 1\n- [ ] 2", prints("{ shows: 2, error: { name: E } }")],
  ])("says nothing where %s", async (_, choices, outcome) => {
    expect(await told(choices, outcome)).toEqual([]);
  });
});
