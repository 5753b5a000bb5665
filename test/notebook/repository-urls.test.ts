import { describe, expect, it } from "vitest";

import type { Course } from "../../src/lesson/course.ts";
import { colabUrl, rawUrl } from "../../src/notebook/repository-urls.ts";

function course(repository?: string, ref?: string): Course {
  return {
    name: "my pack",
    folder: "/packs/my pack",
    title: "My pack",
    authors: [],
    environment: [],
    preload: [],
    answers: "solutions",
    lessons: [],
    ...(repository === undefined ? {} : { repository }),
    ...(ref === undefined ? {} : { ref }),
  };
}

describe("colabUrl()", () => {
  it.each([
    "ada/course.py",
    "github.com/ada/course.py",
    "https://github.com/ada/course.py",
    "https://github.com/ada/course.py.git",
    "https://github.com/ada/course.py/",
  ])("reads %s", (repository) => {
    expect(colabUrl(course(repository, "v1.0"), "lesson.ipynb")).toBe(
      "https://colab.research.google.com/github/ada/course.py/blob/v1.0/dist-notebooks/my%20pack/lesson.ipynb",
    );
  });

  it.each([undefined, "ada", "gitlab.com/ada", "https://gitlab.com/ada/course", "git@github.com:ada/course"])(
    "knows no place for %s",
    (repository) => {
      expect(colabUrl(course(repository), "lesson.ipynb")).toBeUndefined();
    },
  );
});

describe("rawUrl()", () => {
  it("takes the branch main where the course names no ref", () => {
    expect(rawUrl(course("ada/course"), "data/words.txt")).toBe(
      "https://raw.githubusercontent.com/ada/course/main/dist-notebooks/my%20pack/data/words.txt",
    );
  });

  it("encodes the path, and leaves a ref's slashes", () => {
    expect(rawUrl(course("ada/course", "drafts/one#2"), "größe (1)?.txt")).toBe(
      "https://raw.githubusercontent.com/ada/course/drafts/one%232/dist-notebooks/my%20pack/gr%C3%B6%C3%9Fe%20%281%29%3F.txt",
    );
  });
});
