import type { Course } from "../lesson/course.ts";
import { encodePath } from "../basics/encode-path.ts";

/** Where Colab opens a file of the built course; undefined without a GitHub repository. */
export function colabUrl(course: Course, path: string): string | undefined {
  const place = placeOnGithub(course, path);
  return place && `https://colab.research.google.com/github/${place.repository}/blob/${place.rest}`;
}

/** Where a file of the built course can be fetched from; undefined without a GitHub repository. */
export function rawUrl(course: Course, path: string): string | undefined {
  const place = placeOnGithub(course, path);
  return place && `https://raw.githubusercontent.com/${place.repository}/${place.rest}`;
}

// A GitHub owner has no dot, so that `gitlab.com/name` is none.
const GITHUB = /^(?:(?:https:\/\/)?github\.com\/)?([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/;

function placeOnGithub(course: Course, path: string): { repository: string; rest: string } | undefined {
  const repository = GITHUB.exec(course.repository ?? "")?.[1];
  if (repository === undefined) return undefined;
  // A notebook opened from a branch meets that branch's files; only a tag or a commit keeps saved copies working too.
  return { repository, rest: encodePath(`${course.ref ?? "main"}/dist-notebooks/${course.name}/${path}`) };
}
