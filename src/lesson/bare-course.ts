import type { Course } from "./course.ts";

/** The course of lessons that belong to none; it has its folder's name. */
export function bareCourse(folder: string, name: string): Omit<Course, "lessons" | "path"> {
  return { name, folder, title: name, authors: [], environment: [], preload: [], answers: "solutions" };
}
