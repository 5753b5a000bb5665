/** A kernel that cannot be forked; it can be spawned all the same. */
export class CannotFork extends Error {
  override readonly name = "CannotFork";
}
