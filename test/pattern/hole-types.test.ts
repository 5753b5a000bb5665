import { readFile } from "node:fs/promises";

import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";

import { readNumber } from "../../src/pattern/exact-number.ts";
import { type HoleGrammar, type HoleType, holeTypes } from "../../src/pattern/hole-types.ts";
import { matchPattern } from "../../src/pattern/match-pattern.ts";
import { parsePattern } from "../../src/pattern/parse-pattern.ts";

const types = Object.entries(holeTypes);
const accepted = types.flatMap(([type, { accepts }]) => accepts.map((text) => [type, text] as const));
const refused = types.flatMap(([type, { refuses }]) => refuses.map((text) => [type, text] as const));

function fits(type: HoleType, text: string): boolean {
  return RE2JS.matches(holeTypes[type].regex, text);
}

function reads(type: string, text: string): boolean {
  return matchPattern(parsePattern(`<$(${type})>`).pattern, `<${text}>`, { captures: {} }).matched;
}

describe("holeTypes", () => {
  it.each(accepted)("%s accepts %j", (type, text) => {
    expect(reads(type, text)).toBe(true);
  });

  it.each(refused)("%s refuses %j", (type, text) => {
    expect(reads(type, text)).toBe(false);
  });

  it.each(["int", "float", "number", "hex"] as const)("%s accepts only what has a value", (type) => {
    expect(holeTypes[type].accepts.filter((text) => readNumber(text) === undefined)).toEqual([]);
  });

  it("number accepts exactly what int or float accepts", () => {
    const texts = types.flatMap(([, { accepts, refuses }]) => [...accepts, ...refuses]);
    const differing = texts.filter((text) => fits("number", text) !== (fits("int", text) || fits("float", text)));
    expect(differing).toEqual([]);
  });

  it("is what docs/expectations.md shows", async () => {
    const page = await readFile(new URL("../../docs/expectations.md", import.meta.url), "utf8");
    const table = /<!-- types -->\r?\n([^]*?)<!-- \/types -->/.exec(page)?.[1]?.replaceAll("\r\n", "\n");
    const rows = types.map(([type, grammar]) => renderRow(type, grammar));
    expect(table).toBe(["| type | reads | accepts | refuses |", "|-|-|-|-|", ...rows, ""].join("\n"));
  });
});

function renderRow(type: string, { meaning, accepts, refuses }: HoleGrammar): string {
  return `| \`${type}\` | ${meaning} | ${accepts.map(renderExample).join(", ")} | ${refuses.map(renderExample).join(", ")} |`;
}

function renderExample(text: string): string {
  if (text === "") return "nothing";
  const shown = text.replace("\n", "↵");
  return shown.includes("`") ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}
