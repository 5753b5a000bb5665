/** What goes wrong in a cell that comes to its end all the same; a step may allow each. */
export type SilentFailure = "command-failed" | "error-printed" | "warning-shown";

/** Those that a step can allow. */
export const silentFailures: readonly SilentFailure[] = ["command-failed", "error-printed", "warning-shown"];
