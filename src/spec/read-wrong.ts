import type { NamedCode, Refusal, WrongAnswer } from "../lesson/lesson.ts";
import { nearest } from "../basics/nearest.ts";
import { flagOf } from "./requirements-value.ts";
import type { SpecFile } from "./spec-file.ts";
import { refuseClaims } from "./unchecked-claims.ts";
import { mapOf, textOf, type YamlMap, type YamlNode } from "./yaml-node.ts";

/** An exercise's mistakes, each with how it must be refused where the author says so. */
export function readWrong(file: SpecFile, map: YamlMap, tests: readonly NamedCode[]): readonly WrongAnswer[] {
  return (mapOf(map, "wrong")?.entries ?? []).flatMap(({ key: name, keyPlace: place, value }) => {
    const code = value.kind === "map" ? textOf(value, "code") : value.kind === "text" ? value.text : undefined;
    if (code === undefined) return [];
    refuseClaims(file, code, "a wrong answer");
    const refusal = refusalOf(file, value, tests);
    return [{ name, place, code, ...(refusal === undefined ? {} : { refusal }) }];
  });
}

function refusalOf(file: SpecFile, value: YamlNode, tests: readonly NamedCode[]): Refusal | undefined {
  if (value.kind !== "map") return undefined;
  const [fails, raises] = [textOf(value, "fails"), textOf(value, "raises")];
  const loops = flagOf(value, "loops") === true;
  if ([fails !== undefined, raises !== undefined, loops].filter(Boolean).length > 1) {
    const message = "A mistake fails in one way: by a test, with an exception, or without an end";
    file.report({
      code: "bad-value",
      place: value.place,
      message,
      advice: "Keep one of `fails`, `raises` and `loops`",
    });
  }
  if (fails !== undefined) {
    checkTestIsThere(file, value, { name: fails.value, tests });
    return { kind: "fails", test: fails.value };
  }
  if (raises !== undefined) return { kind: "raises", error: raises.value };
  return loops ? { kind: "loops" } : undefined;
}

function checkTestIsThere(
  file: SpecFile,
  map: YamlMap,
  { name, tests }: { readonly name: string; readonly tests: readonly NamedCode[] },
): void {
  const names = tests.map((test) => test.name);
  if (names.includes(name)) return;
  const place = textOf(map, "fails")?.starts[0] ?? map.place;
  const near = nearest(name, names);
  const advice =
    near === undefined ? `Its tests are ${names.map((each) => `"${each}"`).join(", ")}` : `Did you mean "${near}"?`;
  file.report({ code: "bad-value", place, message: `The exercise has no test "${name}"`, advice });
}
