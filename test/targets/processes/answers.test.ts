import { describe, expect, it } from "vitest";

import { CapacityReached } from "../../../src/kernel/errors.ts";
import { answered, valueOf } from "../../../src/targets/processes/answers.ts";

/** What goes to another process and comes from there. */
async function sent<T>(work: () => Promise<T>): Promise<T> {
  return valueOf(structuredClone(await answered(work)));
}

function failing(thrown: unknown): () => Promise<never> {
  return async () => {
    await Promise.resolve();
    throw thrown;
  };
}

const full = Object.assign(new Error("spawn sh EMFILE"), { code: "EMFILE" });

describe("answered() and valueOf()", () => {
  it("give what work gives", async () => {
    await expect(sent(async () => await Promise.resolve({ pid: 7 }))).resolves.toEqual({ pid: 7 });
    await expect(sent(async () => await Promise.resolve(undefined))).resolves.toBeUndefined();
  });

  it.each<[what: string, thrown: unknown, message: string, code: string | undefined]>([
    ["an error", new Error("no luck"), "no luck", undefined],
    ["the code of an error", full, "spawn sh EMFILE", "EMFILE"],
    ["the code of its cause", new Error("no folder", { cause: full }), "no folder", "EMFILE"],
    ["what is no error", "no luck", "no luck", undefined],
    ["a code that is no text not", Object.assign(new Error("odd"), { code: 7 }), "odd", undefined],
  ])("keep %s", async (_, thrown, message, code) => {
    const error: unknown = await sent(failing(thrown)).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ message, ...(code === undefined ? {} : { code }) });
    expect("code" in Object(error)).toBe(code !== undefined);
  });

  it("keep what says that there is no room", async () => {
    const error: unknown = await sent(failing(full)).catch((cause: unknown) => cause);
    expect(CapacityReached.orOther("another kernel", error)).toBeInstanceOf(CapacityReached);
  });
});
