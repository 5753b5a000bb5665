import type { Progress } from "../model/progress.ts";
import { type ProgressPlan, RunProgress } from "../report/progress.ts";
import { renderHeartbeat, renderProgress, renderProgressLine } from "../report/render-progress.ts";
import type { Sink } from "./command.ts";

const redrawInterval = 100;
const heartbeatInterval = 30_000;

/** Shows a run while it goes on; disposing it takes away what should not stay. */
export interface ProgressDisplay extends Disposable {
  readonly onProgress: (event: Progress) => void;
}

/**
 * On a terminal a few lines drawn again and again, elsewhere a line for each finished lesson, and one now and then that
 * says what still runs: a service ends what it hears nothing of.
 */
export function showProgress(sink: Sink, plan: ProgressPlan): ProgressDisplay {
  const progress = new RunProgress(plan, performance.now());
  const { style, live } = sink;
  const draw = (): void => sink.draw(renderProgress(progress, performance.now(), style));
  const tell = (): void => sink.write(renderHeartbeat(progress, performance.now(), style));
  const timer = live ? setInterval(draw, redrawInterval) : setInterval(tell, heartbeatInterval);
  return {
    onProgress(event) {
      progress.note(event, performance.now());
      if (!live) sink.write(renderProgressLine(event, plan, style));
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      if (live) sink.draw([]);
    },
  };
}
