import { createHash } from "node:crypto";
import type { Step } from "../lesson/lesson.ts";
import type { StepKind } from "./step-kind.ts";

/** The key of a step without an id: made from its content, so that no other step has a say in it. */
export function contentKey(kind: StepKind, ...texts: readonly string[]): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([kind, ...texts]))
    .digest("hex");
  return `${kind}-${digest.slice(0, 10)}`;
}

/** The steps with `-2`, `-3` … on the keys of those whose content occurs again. */
export function distinctKeys(steps: readonly Step[]): readonly Step[] {
  const taken = new Set(steps.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return steps.map((step) => {
    if (step.id !== undefined) return step;
    let key = step.key;
    for (let count = 2; taken.has(key); count += 1) key = `${step.key}-${count}`;
    taken.add(key);
    return { ...step, key };
  });
}
