import { describe, expect, it } from "vitest";
import { checkInlineQuotation } from "../../src/check/check-inline-quotation.ts";

const place = { file: "lesson.yaml", line: 1, column: 1 };

function check(quoted: string, actual: string): string {
  const [finding] = checkInlineQuotation({ value: quoted, starts: [place] }, actual, { step: "size", place });
  return finding === undefined
    ? "holds"
    : `${finding.message}${finding.advice === undefined ? "" : `; ${finding.advice}`}`;
}

describe("checkInlineQuotation()", () => {
  it.each([
    ["28 bytes", "size: 28 bytes\n"],
    ["28", "size: 28 bytes\n"],
    ["28", "(28,)"],
    ["28", "28."],
    ["28", "x=28"],
    ["-28", "x -28"],
    ["-28", "1-28"],
    [".5", "x .5"],
    ["'a'", "['a', 'b']"],
    ["[1, 2", "[1, 2, 3]"],
    ["cat", "one cat, two\n"],
    ["é", "an é"],
    ["28", "128 and 28"],
  ])("%s is in %j", (quoted, actual) => {
    expect(check(quoted, actual)).toBe("holds");
  });

  it.each([
    ["28", "128"],
    ["28", "280"],
    ["28", "28.5"],
    ["28", "1.28"],
    ["28", "1,280"],
    ["28", "-28"],
    ["28", "x -28"],
    ["28", ".28"],
    ["28", "28,000"],
    ["cat", "category"],
    ["cat", "concat"],
    ["cat", "cat_2"],
    ["at", "écat"],
    ["a\nb", "a\nb"],
  ])("%s is not in %j", (quoted, actual) => {
    expect(check(quoted, actual)).toMatch(/^The output of `size` has no /);
  });

  it.each([
    ["28 bytes", "size: 32 bytes", "; It has `32 bytes`"],
    ["28 of 40", "a\n29 of 41 and so on\n", "; It has `29 of 41`"],
    ["28 bytes", "32 bytes, 40 bytes", ""],
    ["28 bytes", "none", ""],
    ["cats", "dogs", ""],
  ])("says of %s in %j what is there instead", (quoted, actual, advice) => {
    expect(check(quoted, actual)).toBe(`The output of \`size\` has no \`${quoted}\`${advice}`);
  });
});
