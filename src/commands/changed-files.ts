import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";

import { UsageError } from "./usage-error.ts";

/**
 * All files that differ from a commit, absolute: what was committed since the branches parted, what was not, and what is
 * new. A file that was renamed is there under both names.
 */
export function changedFiles(ref: string, cwd: string): ReadonlySet<string> {
  // Git would take it for an option.
  if (ref.startsWith("-") || ref === "") throw new UsageError("--changed needs a commit or a branch", "validate");
  const git = (...args: readonly string[]): string => {
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
  const root = realpathSync(git("rev-parse", "--show-toplevel").trim());
  const base = git("merge-base", ref, "HEAD").trim();
  const listed = [
    git("diff", "--name-only", "--no-renames", "-z", base, "--", root),
    git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", root),
  ];
  return new Set(
    listed.flatMap((text) => text.split("\0").filter((name) => name !== "")).map((name) => join(root, name)),
  );
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
