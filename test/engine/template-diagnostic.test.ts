import { join } from "node:path";

import { expect, it } from "vitest";

import { templateProblem } from "../../src/engine/template-diagnostic.ts";
import { TemplateError } from "../../src/notebook/templates.ts";
import { courseOf } from "../notebook/course-of.ts";

it("templateProblem() has no text of a template that is not there, and its beginning where no line is known", async () => {
  const course = await courseOf({
    "course.yaml": "title: C\nlessons: [a.yaml]\n",
    "a.yaml": 'title: T\nsteps:\n  - code: print("1")\n',
  });
  const error = new TemplateError({ file: "none.md.njk", reason: "spam" }, { cause: new Error("spam") });
  const file = join(course.folder, "templates/none.md.njk");
  expect(templateProblem(error, course, "/elsewhere")).toEqual({
    diagnostic: {
      code: "bad-template",
      place: { file, line: 1, column: 1 },
      message: "The template cannot be used: spam",
    },
    sources: new Map(),
  });
});
