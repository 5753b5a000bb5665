import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COURSE = new URL("../../notebooks-src/python-internals", import.meta.url).pathname;

/** A copy of the shipped course in a folder of its own, to seed faults in; disposing it removes it. */
export class CourseCopy implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<CourseCopy> {
    const parent = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
    const folder = join(parent, "python-internals");
    await cp(COURSE, folder, { recursive: true });
    return new CourseCopy(folder);
  }

  /** Replaces the one place where `before` stands in a lesson; gives the 1-based line where it began. */
  async replace(lesson: string, before: string, after: string): Promise<number> {
    const path = join(this.folder, lesson);
    const text = await readFile(path, "utf8");
    const at = text.indexOf(before);
    if (at < 0 || text.includes(before, at + 1)) throw new Error(`${lesson} should hold exactly once: ${before}`);
    await writeFile(
      path,
      text.replace(before, () => after),
    );
    return text.slice(0, at).split("\n").length;
  }

  /** Puts steps (indented as in the file) at the end of a lesson; gives the 1-based line of their first. */
  async append(lesson: string, steps: string): Promise<number> {
    const path = join(this.folder, lesson);
    const text = `${(await readFile(path, "utf8")).trimEnd()}\n\n`;
    await writeFile(path, `${text}${steps}`);
    return text.split("\n").length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(join(this.folder, ".."), { recursive: true, force: true });
  }
}
