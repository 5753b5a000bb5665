import { ProgressBar } from "./progress.ts";
import { keptWork } from "./store.ts";
import { useServiceWorker } from "./use-service-worker.ts";

for (const place of document.querySelectorAll<HTMLElement>("[data-lesson]")) {
  const { course = "", lesson = "", parts = "" } = place.dataset;
  showDone(place, keptWork(course, lesson), idsOf(parts));
}

/** What was never begun has no bar. */
function showDone(place: HTMLElement, { done, passed }: ReturnType<typeof keptWork>, parts: readonly string[]): void {
  const own = new Set([...done, ...passed]);
  const count = parts.filter((part) => own.has(part)).length;
  if (count === 0) return;
  const bar = new ProgressBar("Done in this lesson");
  bar.show(count, parts.length);
  place.append(bar.element);
}

function idsOf(text: string): readonly string[] {
  return text.split(" ").filter((id) => id !== "");
}

void useServiceWorker();
