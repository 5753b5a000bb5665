/** The ways in which a run can be reported. */
export const reporterNames = ["default", "github", "junit", "json", "sarif", "html"] as const;

export type ReporterName = (typeof reporterNames)[number];

/** One way, on the terminal or into a file. */
export interface Reporter {
  readonly name: ReporterName;
  /** Absolute; absent: on the terminal. */
  readonly path?: string;
}
