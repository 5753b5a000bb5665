import type { Diagnostic } from "../source/diagnostic.ts";
import { stepShapes } from "./step-keys.ts";
import { meantKey } from "./meant-key.ts";
import type { YamlMap, YamlNode } from "./yaml-node.ts";

export type StepKind = keyof typeof stepShapes;

const kinds: readonly StepKind[] = ["prose", "code", "predict", "figure", "quiz", "exercise", "include"];

const oneKind = "A step has exactly one of `prose`, `code`, `predict`, `figure`, `quiz`, `exercise` and `include`";

/** The kind of a step; what is wrong where it is of none or of several. */
export function stepKind(step: YamlNode): StepKind | Diagnostic {
  const { place } = step;
  if (step.kind !== "map") {
    const spaceless = step.kind === "text" && /^[a-z]+:\S/.test(step.text.value);
    return {
      code: "bad-step",
      place,
      message: `A step is a map, and this is a ${step.kind}`,
      advice: spaceless ? "A space is missing after the colon" : "Write its kind before it, as in `- prose: …`",
    };
  }
  const named = kinds.filter((kind) => step.entries.some((entry) => entry.key === kind));
  // A prediction is about a cell of its own.
  const found = named.includes("predict") ? named.filter((kind) => kind !== "code") : named;
  const [kind] = found;
  if (kind !== undefined && found.length === 1) return kind;
  if (kind === undefined) return noKind(step);
  const second = step.entries.filter((entry) => found.some((each) => each === entry.key))[1];
  const names = found.map((each) => `\`${each}\``).join(" and ");
  return {
    code: "bad-step",
    place: second?.keyPlace ?? place,
    message: `This step has ${names}`,
    advice: `${oneKind}: begin a second step with \`-\``,
  };
}

function noKind(step: YamlMap): Diagnostic {
  for (const { key, keyPlace } of step.entries) {
    const near = meantKey(key, kinds);
    if (near === undefined) continue;
    return {
      code: "unknown-key",
      place: keyPlace,
      message: `\`${key}\` is no kind of step`,
      advice: `Did you mean \`${near}\`?`,
    };
  }
  return {
    code: "bad-step",
    place: step.entries[0]?.keyPlace ?? step.place,
    message: "This step is of no kind",
    advice: oneKind,
  };
}
