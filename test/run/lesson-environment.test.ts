import { describe, expect, it } from "vitest";

import { lessonEnvironment } from "../../src/run/lesson-environment.ts";

describe("lessonEnvironment()", () => {
  it("is the same on every machine, but for what this run changes and, last, what the lesson says", () => {
    const changed = { TZ: "Asia/Tokyo", COLUMNS: "40" };
    expect(
      lessonEnvironment({ env: { COLUMNS: "120", A: "1" } }, { hashSeed: 7, ipythonFolder: "/i", changed }),
    ).toEqual({
      TZ: "Asia/Tokyo",
      LANG: "C.UTF-8",
      LC_ALL: "C.UTF-8",
      COLUMNS: "120",
      LINES: "24",
      PYTHONHASHSEED: "7",
      IPYTHONDIR: "/i",
      PYDEVD_DISABLE_FILE_VALIDATION: "1",
      A: "1",
    });
    expect(lessonEnvironment({ env: {} }, { hashSeed: 7, ipythonFolder: "/i" })).toMatchObject({ TZ: "UTC" });
  });
});
