/** What other programs may build on (docs/api.md); the command line uses the same. */
export { buildCourse, type BuildOptions, type BuiltCourse } from "./api/build-course.ts";
export { readCourse, type ReadCourse, type ReadCourseOptions, SeveralCoursesError } from "./api/read-course.ts";
export { renderReport, type RenderReportOptions, type ReportFormat } from "./api/render-report.ts";
export { startBridge, type StartBridgeOptions } from "./api/start-bridge.ts";
export { type JupyterServer, validate, type ValidateOptions } from "./api/validate.ts";

// What these take and give: reports,
export type { FindingCode, InfrastructureCode } from "./model/codes.ts";
export type { EqualByForm } from "./model/equal-by-form.ts";
export type { Facts } from "./model/facts.ts";
export type { Difference, Finding, Verdict } from "./model/finding.ts";
export type { MutantKind, Mutation, MutationScore, Survivor } from "./model/mutation.ts";
export type { SolutionChange, SolutionMutation, SolutionSurvivor } from "./model/mutation.ts";
export type { Progress, ProgressRun } from "./model/progress.ts";
export type { KernelSkips, LessonReport, LessonRun, Report, ReportKernel, SkipLimit } from "./model/report.ts";
export type {
  ReportChanged,
  ReportImage,
  ReportSettings,
  ReportShard,
  StepReport,
  StepResult,
  Unfinished,
} from "./model/report.ts";
export type { CourseChanges } from "./notebook/write-course.ts";
export type { StaleRecord } from "./outputs/course-outputs.ts";
export type { StaleOutputs } from "./outputs/fit-outputs.ts";
export type { Dress, Style } from "./report/style.ts";
export type { Diagnostic, DiagnosticCode, Replaced } from "./source/diagnostic.ts";

// courses,
export type { ClaimedStatements, Statement } from "./lesson/claimed-statements.ts";
export type { Course } from "./lesson/course.ts";
export type { ExpectedDisplay, ExpectedImage, ExpectedJson, ExpectedMarkup } from "./lesson/expected-display.ts";
export type { ExpectedPicture, ExpectedTypes, JsonScalar } from "./lesson/expected-display.ts";
export type { Expectation, ExpectedBundle, ExpectedError, ExpectedParts } from "./lesson/expectation.ts";
export type { SavedRaw, Variant } from "./lesson/expectation.ts";
export type { ExpectedText } from "./lesson/expected-text.ts";
export type {
  CodeStep,
  EquivalentChange,
  ExerciseStep,
  ExerciseTest,
  Deadline,
  Lesson,
  LessonFile,
  NamedCode,
  ProseStep,
} from "./lesson/lesson.ts";
export type { Linked } from "./lesson/linked.ts";
export type { Prediction, QuizOption, QuizStep, Refusal, Step, StepBase, WrongAnswer } from "./lesson/lesson.ts";
export type { SavedForms } from "./lesson/notebook-settings.ts";
export type { Replacement } from "./pattern/replacement.ts";
export type { MimeBundle } from "./lesson/mime-bundle.ts";
export type { Quotation } from "./lesson/quotation.ts";
export type { Pixels } from "./basics/pixels.ts";
export type { Platform, Requirements } from "./lesson/requirements.ts";
export type { SilentFailure } from "./lesson/silent-failures.ts";
export type { HoleType } from "./pattern/hole-types.ts";
export type { Constraint, EllipsisLine, Hole, HoleBody, Operand, Operator } from "./pattern/pattern.ts";
export type { Pattern, PatternLine, Segment, TextLine } from "./pattern/pattern.ts";
export type { QuantityType } from "./pattern/quantity.ts";
export type { CellPlace, SourcePlace, SourceText } from "./source/place.ts";

// and kernels.
export type { Bridge, BridgeOptions } from "./bridge/bridge.ts";
export type { LimitOptions } from "./bridge/limits.ts";
export type { StartRules } from "./bridge/start-request.ts";
export type { Channel, Kernel, KernelClient, KernelEvents, KernelExit, KernelProvider } from "./kernel/kernel.ts";
export type { KernelSpec, KernelState, StartOptions, WireMessage } from "./kernel/kernel.ts";
