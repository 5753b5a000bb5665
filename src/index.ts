export type { Lesson } from "./lesson/lesson.ts";
