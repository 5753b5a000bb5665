import type { Course, SelectedCourse } from "../lesson/course.ts";
import type { Lesson } from "../lesson/lesson.ts";

/** Another notebook of the course, as a link has it. */
export interface Neighbour {
  readonly title: string;
  readonly link: string;
}

/** Where a lesson stands in its course. */
export interface PlaceInCourse {
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly previous?: Neighbour;
  readonly next?: Neighbour;
}

/** Absent for a lesson of no course. */
export function placeInCourse(course: Course | SelectedCourse, lesson: Lesson): PlaceInCourse | undefined {
  const names = "listed" in course ? course.listed : course.lessons.map(({ name }) => name);
  const index = names.indexOf(lesson.name);
  if (course.path === undefined || index === -1) return undefined;
  const neighbour = (name: string | undefined): Neighbour | undefined => {
    if (name === undefined) return undefined;
    const title = course.lessons.find((other) => other.name === name)?.title ?? name;
    return { title, link: `${name}.ipynb` };
  };
  const [previous, next] = [neighbour(names[index - 1]), neighbour(names[index + 1])];
  return {
    number: index + 1,
    count: names.length,
    ...(previous === undefined ? {} : { previous }),
    ...(next === undefined ? {} : { next }),
  };
}
