import { expect, it } from "vitest";

import { kernelEnvironment } from "../../src/targets/kernel-environment.ts";

it("kernelEnvironment() keeps what a Python needs to start, and nothing that could change an output", () => {
  expect(kernelEnvironment({ PATH: "/bin", HOME: "/root", USER: undefined, PYTHONPATH: "lib", LANG: "de" })).toEqual({
    PATH: "/bin",
    HOME: "/root",
  });
});
