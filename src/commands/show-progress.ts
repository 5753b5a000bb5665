import type { Progress } from "../model/progress.ts";
import { advanceProgress, type ProgressPlan, startProgress } from "../report/progress.ts";
import { renderProgress, renderProgressLine } from "../report/render-progress.ts";
import type { Sink } from "./command.ts";

const redrawInterval = 100;

/** Shows a run while it goes on; disposing it takes away what should not stay. */
export interface ProgressDisplay extends Disposable {
  readonly onProgress: (event: Progress) => void;
}

/** On a terminal a few lines drawn again and again, elsewhere a line for each finished lesson. */
export function showProgress(sink: Sink, plan: ProgressPlan): ProgressDisplay {
  if (!sink.live) {
    const onProgress = (event: Progress): void => sink.write(renderProgressLine(event, plan, sink.style));
    return { onProgress, [Symbol.dispose]: () => undefined };
  }
  let state = startProgress(plan, performance.now());
  const draw = (): void => sink.draw(renderProgress(state, performance.now(), sink.style));
  const timer = setInterval(draw, redrawInterval);
  return {
    onProgress(event) {
      state = advanceProgress(state, event, performance.now());
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      sink.draw([]);
    },
  };
}
