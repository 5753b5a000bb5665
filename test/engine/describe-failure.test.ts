import { describe, expect, it } from "vitest";

import { InfrastructureError } from "../../src/client/server.ts";
import { describeFailure } from "../../src/engine/describe-failure.ts";

describe("describeFailure()", () => {
  it("says why the infrastructure failed, without a stack", () => {
    expect(describeFailure(new InfrastructureError("server-lost", "The server is gone"))).toEqual({
      verdict: "error",
      reason: "The server is gone",
      code: "server-lost",
    });
  });

  it("has the stack of a bug of ours, and of all that caused it", () => {
    const cause = new TypeError("inner");
    const { stack, ...outcome } = describeFailure(new RangeError("outer", { cause }));
    expect(outcome).toEqual({ verdict: "error", reason: "nbproof itself failed: RangeError: outer", code: "internal" });
    expect(stack).toMatch(/^RangeError: outer\n +at [^]*\nCaused by: TypeError: inner\n +at /);
  });

  it("takes whatever was thrown", () => {
    expect(describeFailure("spam")).toEqual({
      verdict: "error",
      reason: "nbproof itself failed: spam",
      code: "internal",
      stack: "spam",
    });
    const bare = new Error("spam");
    delete bare.stack;
    expect(describeFailure(bare)).toMatchObject({ stack: "Error: spam" });
  });
});
