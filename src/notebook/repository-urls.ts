import type { Course } from "../lesson/course.ts";

/** Where Colab opens a file of the built pack; undefined without a GitHub repository. */
export function colabUrl(course: Course, path: string): string | undefined {
  const place = placeOnGithub(course, path);
  return place && `https://colab.research.google.com/github/${place.repository}/blob/${place.rest}`;
}

/** Where a file of the built pack can be fetched from. */
export function rawUrl(course: Course, path: string): string | undefined {
  const place = placeOnGithub(course, path);
  return place && `https://raw.githubusercontent.com/${place.repository}/${place.rest}`;
}

function placeOnGithub(course: Course, path: string): { repository: string; rest: string } | undefined {
  const repository = /^(?:https:\/\/github\.com\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
    course.repository ?? "",
  )?.[1];
  if (repository === undefined) return undefined;
  const parts = [course.ref ?? "main", "dist-notebooks", course.name, ...path.split("/")];
  return { repository, rest: parts.map(encodeURIComponent).join("/") };
}
