import { outputsHtml } from "../display/outputs-html.ts";
import type { Output } from "../model/observation.ts";

/** Puts what a cell showed into the page. What stands in it is escaped, or in a frame where nothing runs. */
export function showOutputs(place: Element, outputs: readonly Output[]): void {
  place.innerHTML = outputsHtml(outputs);
  fitFrames(place);
}

/** Frames are as high as what they show. */
export function fitFrames(place: ParentNode): void {
  for (const frame of place.querySelectorAll("iframe")) {
    const fit = (): void => {
      const height = frame.contentDocument?.documentElement.scrollHeight ?? 0;
      if (height > 0) frame.style.height = `${Math.min(height + 2, 600)}px`;
    };
    frame.addEventListener("load", fit);
    fit();
  }
}
