import type { KernelMessage } from "@jupyterlab/services";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { checkStep, initialCheckState } from "../../src/check/check-step.ts";
import { seenText, streamText } from "../../src/check/seen.ts";
import type { Observation } from "../../src/model/observation.ts";
import { escapePattern } from "../../src/pattern/escape-pattern.ts";
import { OutputCollector } from "../../src/run/output-collector.ts";
import { cellAction, codeStep, expectedAt, expecting, facts, lessonOf, observedStep, seen } from "../check/examples.ts";

type Stream = "stdout" | "stderr";

/** What a cell writes between two displays. */
type Written = Readonly<Record<Stream, string>>;

/** Where each text is cut, and which stream's piece comes next. */
interface Split {
  readonly cuts: Readonly<Record<Stream, readonly number[]>>;
  readonly lock: readonly boolean[];
}

function message(type: string, content: object): KernelMessage.IIOPubMessage {
  // Only the type and the content of a message are looked at.
  return { header: { msg_type: type }, content } as unknown as KernelMessage.IIOPubMessage;
}

const whole: Split = { cuts: { stdout: [], stderr: [] }, lock: [] };

/** What is observed of texts that come in these pieces, with a display after each. */
function observe(written: readonly Written[], splits: readonly Split[]): Observation {
  const collector = new OutputCollector(1_000_000);
  for (const [index, texts] of written.entries()) {
    const { cuts, lock } = splits[index] ?? whole;
    const pieces = { stdout: cut(texts.stdout, cuts.stdout), stderr: cut(texts.stderr, cuts.stderr) };
    const order = [...lock];
    while (pieces.stdout.length + pieces.stderr.length > 0) {
      const name =
        pieces.stderr.length === 0 || (pieces.stdout.length > 0 && order.shift() !== true) ? "stdout" : "stderr";
      collector.add(message("stream", { name, text: pieces[name].shift() }));
    }
    if (index < written.length - 1)
      collector.add(message("display_data", { data: { "text/plain": "<>" }, metadata: {} }));
  }
  return seen(collector.outputs());
}

/** Any position of a text, in code units, may be a cut: within `\r\n`, a colour, or a surrogate pair. */
function cut(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((each) => each % (text.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...places].map((from, index) => text.slice(from, places[index])).filter((piece) => piece !== "");
}

function verdict(observation: Observation, shows: string, stderr: string): unknown {
  const expected = expecting({ shows: expectedAt(21, shows), stderr: expectedAt(31, stderr) });
  const lesson = lessonOf(codeStep("a", "f()", { expect: expected }));
  const observed = observedStep(0, [{ action: cellAction(), observations: [observation] }]);
  const { result, state } = checkStep(initialCheckState, observed, { lesson, facts });
  return { result, captures: state.captures };
}

const piece = fc.constantFrom(
  ..."a b 7 0.5 é 🐍 \ud83d \udc0d \r \r\n \n \n\r \b \t \u001b[31m \u001b[0m \u001b[ m \u2028".split(" "),
  " ",
  "10%\r20%",
  "Traceback (most recent call last)",
);
const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
const written = fc.array(fc.record({ stdout: text, stderr: text }), { minLength: 1, maxLength: 3 });
const cuts = fc.array(fc.nat(200), { maxLength: 12 });
const split = fc.record({
  cuts: fc.record({ stdout: cuts, stderr: cuts }),
  lock: fc.array(fc.boolean(), { maxLength: 24 }),
});
const splits = fc.array(split, { minLength: 3, maxLength: 3 });

describe("the verdict on a cell", { timeout: 60_000 }, () => {
  it("is the same however its streams are cut into messages and mixed with each other", () => {
    const pattern = fc.constantFrom("...", "$(n:any)\n...", "a$(any)", "$(int)\n$(float)", "🐍");
    fc.assert(
      fc.property(written, splits, pattern, fc.boolean(), (texts, cutUp, other, own) => {
        const [once, apart] = [observe(texts, []), observe(texts, cutUp)];
        expect(seenText(apart)).toBe(seenText(once));
        expect(streamText(apart, "stderr")).toBe(streamText(once, "stderr"));
        const shows = own ? escapePattern(seenText(once)) : other;
        const stderr = own ? escapePattern(streamText(once, "stderr")) : other;
        expect(verdict(apart, shows, stderr)).toEqual(verdict(once, shows, stderr));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["a progress bar that stderr comes into", ["10%", "\r20%"], "20%"],
    ["a line end that stderr comes into", ["a\r", "\nb"], "a\nb"],
    ["a carriage return at a piece's end", ["ab\r", "c"], "cb"],
    ["a backspace in a third piece", ["ab", "c", "\b\bx"], "axc"],
  ])("is that of the whole line for %s", (_, pieces, shown) => {
    const collector = new OutputCollector(1000);
    for (const each of pieces) {
      collector.add(message("stream", { name: "stdout", text: each }));
      collector.add(message("stream", { name: "stderr", text: "!" }));
    }
    expect(seenText(seen(collector.outputs()))).toBe(shown);
  });

  it("leaves lines that are not written over where they were written", () => {
    const collector = new OutputCollector(1000);
    for (const [name, each] of [
      ["stdout", "a"],
      ["stderr", "!"],
      ["stdout", "b\n"],
    ]) {
      collector.add(message("stream", { name, text: each }));
    }
    expect(collector.outputs()).toMatchObject([{ text: "a" }, { text: "!" }, { text: "b\n" }]);
  });
});
