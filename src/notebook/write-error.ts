/** A course could not be written: it is as it was before. */
export class CourseWriteError extends Error {
  override readonly name = "CourseWriteError";
  /** The file that could not be written, absolute. */
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`${path} cannot be written: ${reason(cause)}`, { cause });
    this.path = path;
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return ("code" in cause ? REASONS[String(cause.code)] : undefined) ?? cause.message;
}

const IN_THE_WAY = "a file stands where a folder is due; move it away";
const DENIED = "this is not allowed; look at the permissions of its folder";

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: "a folder stands in its place; move it away",
  ENOTDIR: IN_THE_WAY,
  EEXIST: IN_THE_WAY,
  EACCES: DENIED,
  EPERM: DENIED,
  EROFS: "the disk can only be read",
  ENOSPC: "the disk is full",
};
