import { describe, expect, it } from "vitest";

import { describeStartRefusal, isLimit } from "../../src/client/refusal.ts";

describe("isLimit()", () => {
  it.each([
    ["too many requests", { status: 429, body: undefined }, true],
    ["a proxy without its server", { status: 503, body: undefined }, true],
    ["a kernel gateway's limit", { status: 403, body: { reason: "Resource Limit", message: "" } }, true],
    [
      "an enterprise gateway's limit",
      { status: 403, body: { reason: "A max kernels limit has been set to 1 and there are currently 1" } },
      true,
    ],
    ["no right", { status: 403, body: { message: "Forbidden" } }, false],
  ])("knows %s", (_, refusal, limit) => {
    expect(isLimit(refusal)).toBe(limit);
  });
});

describe("describeStartRefusal()", () => {
  it.each([
    [
      "the server's own words",
      { status: 500, body: { message: "Disk full", reason: null } },
      "The server did not start the kernel python3: 500 Disk full",
    ],
    [
      "the end of a traceback",
      {
        status: 500,
        body: { message: "Unknown server error", traceback: "Traceback\n  File x\nOSError: no memory\n" },
      },
      "The server did not start the kernel python3: 500 OSError: no memory",
    ],
    [
      "a kernelspec that is not there",
      {
        status: 500,
        body: { message: "Unknown server error", traceback: "NoSuchKernel: No such kernel named python3" },
      },
      "The server has no kernelspec python3",
    ],
    [
      "a user that is not wanted",
      { status: 403, body: { reason: "User 'root' is not authorized to start kernel 'P'.", message: "" } },
      "The server starts no kernel for this user (403 User 'root' is not authorized to start kernel 'P'.): set KERNEL_USERNAME to a user that it accepts",
    ],
    [
      "a limit",
      { status: 403, body: { reason: "Resource Limit" } },
      "The server starts no more kernels now (403 Resource Limit): end some of those that run there, or give a lower --jobs",
    ],
    [
      "a token without the right",
      { status: 403, body: { message: "Forbidden" } },
      "The server lets this token start no kernel (403 Forbidden): use one with the right to do so",
    ],
    ["nothing at all", { status: 502, body: undefined }, "The server did not start the kernel python3: 502"],
  ])("tells %s", (_, refusal, words) => {
    expect(describeStartRefusal(refusal, "python3")).toBe(words);
  });
});
