import { describe, expect, it } from "vitest";

import { CourseWriteError } from "../../src/notebook/write-error.ts";

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the system says it`), { code });
}

describe("CourseWriteError", () => {
  it.each([
    ["ENOSPC", "the disk is full"],
    ["EACCES", "this is not allowed; look at the permissions of its folder"],
    ["EROFS", "the disk can only be read"],
    ["EMFILE", "EMFILE: as the system says it"],
  ])("says of %s what it means", (code, reason) => {
    const cause = systemError(code);
    const error = new CourseWriteError("/packs/a.ipynb", cause);
    expect(error).toMatchObject({ path: "/packs/a.ipynb", cause, name: "CourseWriteError" });
    expect(error.message).toBe(`/packs/a.ipynb cannot be written: ${reason}`);
  });

  it("says what was thrown where that is no system error", () => {
    expect(new CourseWriteError("/packs/a.ipynb", new Error("odd")).message).toBe(
      "/packs/a.ipynb cannot be written: odd",
    );
    expect(new CourseWriteError("/packs/a.ipynb", "odd").message).toBe("/packs/a.ipynb cannot be written: odd");
  });
});
