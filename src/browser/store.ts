import { isRecord } from "../basics/is-record.ts";
import { parseJson } from "../basics/parse-json.ts";
import type { LessonData } from "./lesson-data.ts";

/** What a student has done in a lesson. */
export interface Work {
  /** Code that is not the author's, by the cell's id. */
  readonly edits: Readonly<Record<string, string>>;
  /** The ids of the checks that have passed. */
  readonly passed: readonly string[];
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
  #work: Work = { edits: {}, passed: [] };

  constructor({ data, onLost, onElsewhere }: StoreOptions) {
    // Several courses may be published on one origin.
    this.#key = `nbproof ${new URL(".", document.baseURI).pathname} ${data.course}/${data.lesson}`;
    this.#onLost = onLost;
    this.#work = this.#read();
    addEventListener("storage", ({ key }) => {
      if (key === this.#key) onElsewhere();
    });
  }

  get work(): Work {
    return this.#work;
  }

  /** Keeps a cell's code, or forgets it where it is the author's. */
  edit(cell: string, code: string | undefined): void {
    const { [cell]: _, ...others } = this.#work.edits;
    this.#write({ ...this.#work, edits: code === undefined ? others : { ...others, [cell]: code } });
  }

  pass(check: string, passed: boolean): void {
    const others = this.#work.passed.filter((each) => each !== check);
    this.#write({ ...this.#work, passed: passed ? [...others, check] : others });
  }

  #write(work: Work): void {
    this.#work = work;
    try {
      localStorage.setItem(this.#key, JSON.stringify(work));
    } catch {
      this.#onLost();
    }
  }

  #read(): Work {
    try {
      return readWork(localStorage.getItem(this.#key) ?? "{}");
    } catch {
      return this.#work;
    }
  }
}

/** Whatever is kept under the name, an older version of us may have written it. */
function readWork(text: string): Work {
  const value = parseJson(text);
  const edits = isRecord(value) && isRecord(value["edits"]) ? value["edits"] : {};
  const passed: unknown = isRecord(value) ? value["passed"] : [];
  const texts = Object.entries(edits).flatMap(([id, code]) => (typeof code === "string" ? [[id, code] as const] : []));
  const ids = Array.isArray(passed) ? passed.filter((id): id is string => typeof id === "string") : [];
  return { edits: Object.fromEntries(texts), passed: ids };
}
