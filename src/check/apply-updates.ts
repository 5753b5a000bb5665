import type { Displayed, Observation, Output } from "../model/observation.ts";
import type { ObservedStep } from "../model/observed-step.ts";

/** What steps show once all have run: a display that a later one changed is as that left it; absent where none did. */
export function applyUpdates(steps: readonly ObservedStep[]): readonly ObservedStep[] | undefined {
  const latest = new Map<string, Displayed>();
  let changed = false;
  const settled = steps.toReversed().map((step) => {
    // The last update of all is what stays, so those of later steps come first.
    const updates = observationsOf(step).flatMap((seen) => seen.updates ?? []);
    changed ||= observationsOf(step).some((seen) => seen.outputs.some((output) => isIn(latest, output)));
    const after = withUpdates(step, latest);
    for (const update of updates.toReversed()) {
      if (update.displayId !== undefined && !latest.has(update.displayId)) latest.set(update.displayId, update);
    }
    return after;
  });
  return changed ? settled.toReversed() : undefined;
}

function observationsOf({ actions }: ObservedStep): readonly Observation[] {
  return actions.flatMap(({ observations }) => observations);
}

type Latest = ReadonlyMap<string, Displayed>;

function isIn(latest: Latest, output: Output): boolean {
  return "displayId" in output && output.displayId !== undefined && latest.has(output.displayId);
}

function withUpdates(step: ObservedStep, latest: Latest): ObservedStep {
  const actions = step.actions.map((action) => ({
    ...action,
    observations: action.observations.map((seen) => ({
      ...seen,
      outputs: seen.outputs.map((output) => updated(output, latest)),
    })),
  }));
  return { ...step, actions };
}

function updated(output: Output, latest: Latest): Output {
  if ((output.type !== "display" && output.type !== "result") || output.displayId === undefined) return output;
  const update = latest.get(output.displayId);
  if (update === undefined) return output;
  const { metadata: _, ...kept } = output;
  return { ...kept, ...update };
}
