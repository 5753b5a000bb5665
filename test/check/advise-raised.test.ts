import { describe, expect, it } from "vitest";
import { adviseRaised } from "../../src/check/advise-raised.ts";

describe("adviseRaised()", () => {
  it.each([
    [
      "ModuleNotFoundError",
      "No module named 'sklearn.linear_model'",
      "Install what has `sklearn` into the kernel's environment, or skip the step where it is not, by the name that pip has for it: `requires: { packages: { NAME: any } }`; a module of your own goes under `files:`",
    ],
    [
      "FileNotFoundError",
      "[Errno 2] No such file or directory: 'data/words.txt'",
      "A lesson has the files alone that it names: if data/words.txt lies beside it, write `files: [data/words.txt]` at its top",
    ],
    [
      "FileNotFoundError",
      "[Errno 44] No such file or directory: '/home/ada/words.txt'",
      "A lesson runs on other machines too: name files from its own folder, under `files:`",
    ],
    ["FileNotFoundError", "nothing here", undefined],
    ["ModuleNotFoundError", "import of sys halted", undefined],
    ["ValueError", "No module named 'x'", undefined],
  ])("%s: %s", (name, message, advice) => {
    expect(adviseRaised({ name, message })).toBe(advice);
  });
});
