import { context } from "zeromq";
import { openFilesLimit } from "../open-files.ts";

let raised = false;

/**
 * Lets ZMQ have as many sockets as the system allows files for: each takes two, and half as much is left for all else.
 * To be called before the first socket is made.
 */
export function raiseSocketLimit(): void {
  if (raised) return;
  raised = true;
  // Its own default is 1023, which a hundred users of JupyterLab reach.
  context.maxSockets = Math.min(Math.floor(openFilesLimit() / 3), context.maxSocketsLimit);
}
