/** Where a Jupyter server is: ours or any other. */
export interface ServerAddress {
  /** `http://127.0.0.1:8888/`, with the base path; never with the token. */
  readonly url: string;
  /** Empty where the server wants none. */
  readonly token: string;
  /** Somebody else's: it gives its kernels neither the folder nor the environment that a lesson wants. */
  readonly foreign?: boolean;
}
