import { execFileSync } from "node:child_process";
import { realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { UsageError } from "./usage-error.ts";

/** What git says of files since a commit: what was committed since the branches parted, what was not, and what is new. */
export interface ChangedFiles {
  /**
   * All that differ, absolute: one that was renamed is there under both names, a link with what it leads to. A folder, as
   * of a submodule, means all in it.
   */
  readonly paths: readonly string[];
  /** Whether a file differs, or nobody can tell: it lies outside the repository, or git is told to ignore it. */
  readonly mayDiffer: (file: string) => boolean;
  /** The text that a file had at the commit; absent where there was none. */
  readonly textBefore: (file: string) => string | undefined;
}

/** Asks git, in a folder; throws a `UsageError` where it has no answer. */
export function changedFiles(ref: string, cwd: string): ChangedFiles {
  // Git would take it for an option.
  if (ref.startsWith("-") || ref === "") throw new UsageError("--changed needs a commit or a branch", "validate");
  const git = gitIn(cwd, ref);
  const root = realpathSync(git("rev-parse", "--show-toplevel").trim());
  const base = git("merge-base", ref, "HEAD").trim();
  const listed = (...args: readonly string[]): readonly string[] =>
    git(...args)
      .split("\0")
      .filter((name) => name !== "")
      // A repository in the repository ends with a slash.
      .map((name) => join(root, name.replace(/\/$/, "")));
  // Whatever the user's own settings of git say.
  const how = ["--name-only", "--no-renames", "--no-relative", "--ignore-submodules=none", "-z"];
  const fresh = listed("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", root);
  const own = [...listed("diff", ...how, base, "--", root), ...fresh];
  const changed = new Set([...own, ...own.flatMap(targetOf)]);
  const folders = [...changed].filter(isFolder).map((folder) => folder + sep);
  let known: ReadonlySet<string> | undefined;
  // Asked for only where it matters: a large repository has many.
  const isKnown = (file: string): boolean => {
    known ??= new Set(listed("ls-files", "--cached", "--recurse-submodules", "--full-name", "-z", "--", root));
    return known.has(file);
  };
  return {
    paths: [...changed],
    mayDiffer: (file) => changed.has(file) || folders.some((folder) => file.startsWith(folder)) || !isKnown(file),
    textBefore: (file) => {
      try {
        return git("show", `${base}:${relative(root, file).split(sep).join("/")}`);
      } catch {
        return undefined;
      }
    },
  };
}

type Git = (...args: readonly string[]) => string;

function gitIn(cwd: string, ref: string): Git {
  return (...args) => {
    try {
      return execFileSync("git", args, {
        cwd,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        maxBuffer: 2 ** 28,
      });
    } catch (cause) {
      throw new UsageError(`--changed ${ref}: ${reasonOf(cause)}`, "validate");
    }
  };
}

/** What a link leads to: a lesson's files are known by their real paths. */
function targetOf(path: string): readonly string[] {
  try {
    const real = realpathSync(path);
    return real === path ? [] : [real];
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Git's own first line, which says it best. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if ("code" in cause && cause.code === "ENOENT") return "git is not installed";
  const said = "stderr" in cause ? String(cause.stderr).trim().split("\n")[0] : "";
  if (said === "" || said === undefined)
    return "it has no commit in common with this branch; in CI, fetch the history (fetch-depth: 0)";
  return said.startsWith("fatal: Not a valid object name")
    ? `there is no such commit or branch here; in CI, fetch the history (fetch-depth: 0)`
    : said;
}
