import { describe, expect, it } from "vitest";

import { adviseClaims } from "../../src/check/advise-claims.ts";
import type { Difference } from "../../src/model/finding.ts";

function advice(difference: Difference, claims = 1): string | undefined {
  const place = { file: "lesson.yaml", line: 5, column: 1 };
  const finding = { code: "output-differs", place, message: "The output differs", difference } as const;
  return adviseClaims([finding], claims)[0]?.advice;
}

describe("adviseClaims()", () => {
  it("writes a claim out with its remark behind two spaces", () => {
    expect(advice({ expected: "1 (one)", actual: "1" })).toBe(
      "Two spaces end a claim and begin a remark: `# => 1  (one)`",
    );
  });

  it("says that a claim is one line, as where it stands in a loop", () => {
    expect(advice({ actual: "1" })).toBe(
      "The cell has one claim, which is one line: claim the others on lines of their own, or use `expect`",
    );
    expect(advice({ actual: "3" }, 2)).toContain("2 claims, each of one line");
  });

  it.each([[{ expected: "1", actual: "2" }], [{ expected: "10", actual: "1" }], [{ expected: "1" }]])(
    "has nothing to say of %j",
    (difference) => {
      expect(advice(difference)).toBeUndefined();
    },
  );
});
