/** A Jupyter server that a test started; disposing it ends it. */
export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:54321/`, with the base path. */
  readonly url: string;
  readonly token: string;
  readonly pid: number;
  /** Its working directory, removed when it ends. */
  readonly folder: string;
  /** What it wrote so far. */
  readonly log: () => string;
}

export interface StartOptions {
  /** More of its command line. */
  readonly args?: readonly string[];
  /** Made up where absent. */
  readonly token?: string;
}

/** How to start a server; `path`, by default `/`, is the base path of its API. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number>;

export function startServer(
  describe: (place: { readonly port: number; readonly token: string; readonly folder: string }) => ServerCommand,
  options?: Pick<StartOptions, "token">,
): Promise<TestServer>;
