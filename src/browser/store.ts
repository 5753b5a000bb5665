import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import type { LessonData } from "../model/lesson-data.ts";

/** What a student has done in a lesson. */
export interface Work {
  /** Code that is not the author's, by the cell's id. */
  readonly edits: Readonly<Record<string, string>>;
  /** The ids of the checks that have passed. */
  readonly passed: readonly string[];
  /** The ids of the cells that have run, and of the questions that were answered. */
  readonly done: readonly string[];
}

/** Under which name a lesson's work is kept. Several courses may be published on one origin. */
function keyOf(course: string, lesson: string): string {
  return `nbproof ${new URL(".", document.baseURI).pathname} ${course}/${lesson}`;
}

/** What was done in a lesson, as far as this browser has kept it. */
export function keptWork(course: string, lesson: string): Work {
  try {
    return readWork(localStorage.getItem(keyOf(course, lesson)) ?? "{}");
  } catch {
    return { edits: {}, passed: [], done: [] };
  }
}

export interface StoreOptions {
  readonly data: LessonData;
  /** It cannot be kept: the browser allows nothing, or has no room. */
  readonly onLost: () => void;
  /** Another tab has changed it. */
  readonly onElsewhere: () => void;
}

/** Keeps a student's work in this browser. */
export class Store {
  readonly #key: string;
  readonly #onLost: () => void;
  #work: Work;
  /** What could not be kept yet, by what it is about. */
  readonly #unkept = new Map<string, (work: Work) => Work>();

  constructor({ data, onLost, onElsewhere }: StoreOptions) {
    this.#key = keyOf(data.course, data.lesson);
    this.#onLost = onLost;
    this.#work = keptWork(data.course, data.lesson);
    addEventListener("storage", ({ key }) => {
      if (key === this.#key) onElsewhere();
    });
  }

  get work(): Work {
    return this.#work;
  }

  /** Keeps a cell's code, or forgets it where it is the author's. */
  edit(cell: string, code: string | undefined): void {
    this.#change(`edit ${cell}`, (work) => {
      const { [cell]: _, ...others } = work.edits;
      return { ...work, edits: code === undefined ? others : { ...others, [cell]: code } };
    });
  }

  pass(check: string, passed: boolean): void {
    this.#change(`pass ${check}`, (work) => {
      const others = work.passed.filter((each) => each !== check);
      return { ...work, passed: passed ? [...others, check] : others };
    });
  }

  finish(part: string): void {
    if (this.#work.done.includes(part)) return;
    this.#change(`finish ${part}`, (work) => ({ ...work, done: [...work.done.filter((id) => id !== part), part] }));
  }

  /** Another tab may have changed other parts of the work meanwhile: those stay. */
  #change(what: string, change: (work: Work) => Work): void {
    this.#work = change(this.#work);
    this.#unkept.set(what, change);
    try {
      let work = readWork(localStorage.getItem(this.#key) ?? "{}");
      for (const each of this.#unkept.values()) work = each(work);
      localStorage.setItem(this.#key, JSON.stringify(work));
      this.#unkept.clear();
    } catch {
      this.#onLost();
    }
  }
}

/** Whatever is kept under the name, an older version of us may have written it. */
function readWork(text: string): Work {
  const value = parseJson(text);
  const edits = isRecord(value) && isRecord(value["edits"]) ? value["edits"] : {};
  const texts = Object.entries(edits).flatMap(([id, code]) => (typeof code === "string" ? [[id, code] as const] : []));
  return { edits: Object.fromEntries(texts), passed: idsOf(value, "passed"), done: idsOf(value, "done") };
}

function idsOf(value: unknown, name: "passed" | "done"): readonly string[] {
  const ids: unknown = isRecord(value) ? value[name] : undefined;
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === "string") : [];
}
