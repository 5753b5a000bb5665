/** The command line asks for something that there is not: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** The command whose help says more. */
  readonly command: string | undefined;

  constructor(message: string, command?: string) {
    super(message);
    this.command = command;
  }
}
