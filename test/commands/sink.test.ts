import { Writable } from "node:stream";

import { describe, expect, it } from "vitest";

import { sinkOf } from "../../src/commands/sink.ts";

interface FakeTerminal {
  readonly stream: Writable & { readonly isTTY: boolean; readonly columns: number };
  readonly written: () => string;
}

function fakeTerminal(isTTY = true): FakeTerminal {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 80 }), written: () => chunks.join("|") };
}

/** Written while the terminal does not wrap lines. */
const unwrapped = (text: string): string => `\u001b[?7l${text}\u001b[?7h`;

describe("sinkOf()", () => {
  it("draws lines in place of those before", () => {
    const { stream, written } = fakeTerminal();
    const sink = sinkOf(stream, {});
    sink.draw(["one", "two"]);
    sink.draw(["three"]);
    sink.draw([]);
    expect(written()).toBe(`${unwrapped("one\ntwo\n")}|\u001b[2A\u001b[J${unwrapped("three\n")}|\u001b[1A\u001b[J`);
  });

  it("writes above what is drawn", () => {
    const { stream, written } = fakeTerminal();
    const sink = sinkOf(stream, {});
    sink.draw(["step 1"]);
    sink.write("note\n");
    expect(written()).toBe(`${unwrapped("step 1\n")}|\u001b[1A\u001b[Jnote\n${unwrapped("step 1\n")}`);
  });

  it.each([
    [false, {}],
    [true, { TERM: "dumb" }],
    [true, { CI: "true" }],
  ])("draws nothing where lines cannot be drawn again: %s, %j", (isTTY, env) => {
    const { stream, written } = fakeTerminal(isTTY);
    const sink = sinkOf(stream, env);
    sink.draw(["step 1"]);
    expect({ live: sink.live, written: written() }).toEqual({ live: false, written: "" });
  });

  it("goes on when nobody reads any more", () => {
    const { stream } = fakeTerminal();
    sinkOf(stream, {});
    const closed = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    expect(() => stream.emit("error", closed)).not.toThrow();
    expect(() => stream.emit("error", new Error("something else"))).toThrow("something else");
  });
});
