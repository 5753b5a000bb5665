/** What other programs may build on; the command line uses the same. */
export { type Bridge, type BridgeOptions, startBridge } from "./bridge/bridge.ts";
export { createKernels } from "./kernel/kernels.ts";
export { createPyodideKernels } from "./kernel/pyodide/pyodide-kernels.ts";
export { createZmqKernels } from "./kernel/zmq/zmq-kernels.ts";
export { collectReport, type RanLessons } from "./engine/collect-report.ts";
export { renderEditions } from "./engine/render-editions.ts";
export type { JudgedStep, LessonOutcome, RunEvent } from "./engine/run-events.ts";
export type { LessonToRun, RunInput, TargetKernel } from "./engine/run-input.ts";
export { runLessons } from "./engine/run-lessons.ts";
export type { Course } from "./lesson/course.ts";
export type { Lesson, Step } from "./lesson/lesson.ts";
export type { Report } from "./model/report.ts";
export { type CourseFile, renderCourse } from "./notebook/render-course.ts";
export { loadTemplates, type Templates } from "./notebook/templates.ts";
export { CourseWriteError } from "./notebook/write-error.ts";
export { checkCourse, type CourseChanges, type CourseState, writeCourse } from "./notebook/write-course.ts";
export { readCourses } from "./spec/read-courses.ts";
