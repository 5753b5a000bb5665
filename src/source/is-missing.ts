/** True where there is no such file: nothing at all, a folder, or a file where one of its folders would be. */
export function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && ["ENOENT", "ENOTDIR", "EISDIR"].includes(String(cause.code));
}
