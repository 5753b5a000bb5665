/** What a lesson's page tells its script. */
export interface LessonData {
  /** The course's name. */
  readonly course: string;
  /** The lesson's name. */
  readonly lesson: string;
  readonly title: string;
  /** Where its notebook and its files are, relative to the page. */
  readonly folder: string;
  /** Its notebook in that folder. */
  readonly notebook: string;
  readonly kernel: {
    /** Relative to the page. */
    readonly folder: string;
    /** Of its Python. */
    readonly python: string;
    readonly files: Readonly<Record<string, number>>;
  };
  /** In that folder too. */
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cells: readonly LessonCell[];
  /** The ids of what there is to do: cells to run, questions to answer, exercises to solve. */
  readonly parts: readonly string[];
}

/** A cell of code, in the lesson's order. */
export interface LessonCell {
  readonly id: string;
  readonly role: "setup" | "code" | "starter" | "check";
  /** As the author wrote it. */
  readonly source: string;
  /** Why it does not run in a browser; empty where it does. */
  readonly lacks: string;
  /** What it shows is to be guessed first. */
  readonly predicts: boolean;
  /** Of a check, how many tests it makes. */
  readonly tests: number;
}

/** Reads it from the page that it stands in. */
export function readLessonData(page: Document): LessonData {
  const text = page.querySelector("#nbproof-lesson")?.textContent ?? "";
  // What the same build wrote into the page (src/site/render-site.ts).
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(text) as LessonData;
}
