import { describe, expect, it } from "vitest";

import { validateLessons } from "../../src/commands/validate-lessons.ts";

function templates(): never {
  throw new Error("No lesson is rendered");
}

describe("validateLessons()", () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses %d jobs, which would never end",
    async (jobs) => {
      const options = { courses: [], templates, kernels: [], jobs, hashSeed: 0, scratch: "/", outputLimit: 1 };
      await expect(validateLessons(options)).rejects.toThrow(
        new RangeError(`jobs is a whole number from 1 on: ${jobs}`),
      );
    },
  );
});
