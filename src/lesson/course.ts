import type { Lesson } from "./lesson.ts";

/** A course: `course.yaml` and its lessons. */
export interface Course {
  /** `course.yaml`, absolute; absent for a lesson outside any course. */
  readonly path?: string;
  /** The course's name: its folder's. */
  readonly name: string;
  /** The course's folder, absolute and real: nothing outside it is read. */
  readonly folder: string;
  readonly title: string;
  readonly summary?: string;
  readonly authors: readonly string[];
  readonly licence?: string;
  /** `owner/name` on GitHub, or a URL. */
  readonly repository?: string;
  /** The branch, tag or commit that badges point at and that Colab takes files from; absent: the branch `main`. */
  readonly ref?: string;
  /** Where the course's site is published: a URL. */
  readonly site?: string;
  /** Packages that a student's environment needs, as pip requirement lines. */
  readonly environment: readonly string[];
  /** Modules that are imported before kernels are forked. */
  readonly preload: readonly string[];
  /** `solutions`: a solutions edition is built; `none`: it is not. */
  readonly answers: "solutions" | "none";
  /** In the order of `lessons`. */
  readonly lessons: readonly Lesson[];
}

/** A course with those of its lessons that were asked for and are in order. */
export interface SelectedCourse extends Course {
  /** The names of all its lessons, in order. */
  readonly listed: readonly string[];
  /** The names of those that were asked for, in order; one that has diagnostics is here and not in `lessons`. */
  readonly selected: readonly string[];
}
