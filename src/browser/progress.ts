import { element } from "./elements.ts";

/** What there is to do in a lesson: a cell to run, a question to answer, an exercise to solve. */
export interface Part {
  readonly id: string;
  readonly place: Element;
}

/** Says how much of a lesson is done: above it, and in its table of contents. */
export class Progress {
  readonly #parts: readonly Part[];
  readonly #bar: ProgressBar;
  readonly #sections: readonly Section[];

  /** The bar is put before an element of the page. */
  constructor(parts: readonly Part[], before: Element) {
    this.#parts = parts;
    this.#bar = new ProgressBar("Done in this lesson");
    this.#sections = sectionsOf(parts);
    if (parts.length > 0) before.before(this.#bar.element);
  }

  show(done: ReadonlySet<string>): void {
    this.#bar.show(this.#parts.filter(({ id }) => done.has(id)).length, this.#parts.length);
    for (const { mark, parts } of this.#sections) {
      mark.textContent = parts.every(({ id }) => done.has(id)) ? " ✓ done" : "";
    }
  }
}

/** A bar with its figures in words. */
export class ProgressBar {
  readonly element: HTMLElement;
  readonly #bar = document.createElement("progress");
  readonly #words = element("span", "");

  constructor(label: string) {
    this.#bar.setAttribute("aria-label", label);
    this.element = element("p", "progress quiet", this.#bar, " ", this.#words);
  }

  show(done: number, all: number): void {
    this.#bar.max = all;
    this.#bar.value = done;
    this.#words.textContent = `${done} of ${all} done`;
  }
}

interface Section {
  /** In the table of contents. */
  readonly mark: HTMLElement;
  readonly parts: readonly Part[];
}

/** Each part belongs to the last heading before it, or that it is within. */
function sectionsOf(parts: readonly Part[]): readonly Section[] {
  const headings = [...document.querySelectorAll<HTMLAnchorElement>(".toc a")].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading === null ? [] : [{ link, heading, parts: [] as Part[] }];
  });
  for (const part of parts) {
    const inside = headings.find(({ heading }) => part.place.contains(heading));
    const before = headings.findLast(({ heading }) => isBefore(heading, part.place));
    (inside ?? before)?.parts.push(part);
  }
  return headings
    .filter((section) => section.parts.length > 0)
    .map((section) => {
      const mark = element("span", "passed");
      section.link.append(mark);
      return { mark, parts: section.parts };
    });
}

function isBefore(first: Element, second: Element): boolean {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
