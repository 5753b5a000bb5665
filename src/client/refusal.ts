/** An answer that is no success. */
export interface Refusal {
  readonly status: number;
  /** Its parsed JSON, where it is JSON. */
  readonly body: unknown;
}

/** True where the server has as many kernels as it allows: later there may be room. */
export function isLimit(refusal: Refusal): boolean {
  if (refusal.status === 429 || refusal.status === 503) return true;
  return refusal.status === 403 && /resource limit|max kernels/i.test(wordsOf(refusal));
}

/** Why a server started no kernel, and what to do. */
export function describeStartRefusal(refusal: Refusal, kernel: string): string {
  const words = wordsOf(refusal);
  if (isLimit(refusal)) {
    return `The server starts no more kernels now (${words}): end some of those that run there, or give a lower --jobs`;
  }
  if (refusal.status === 403 && /KERNEL_USERNAME|not authorized to start/i.test(words)) {
    return `The server starts no kernel for this user (${words}): set KERNEL_USERNAME to a user that it accepts`;
  }
  if (refusal.status === 401 || refusal.status === 403) {
    return `The server lets this token start no kernel (${words}): use one with the right to do so`;
  }
  if (/no such kernel/i.test(words)) return `The server has no kernelspec ${kernel}`;
  // nbproof's own server has said it all.
  const own = words.indexOf(`The kernel ${kernel} did not start: `);
  return own === -1 ? `The server did not start the kernel ${kernel}: ${words}` : words.slice(own);
}

/** The server's own words: Jupyter Server has them in `message`, the gateways in `reason`, and their bugs in a traceback. */
function wordsOf({ status, body }: Refusal): string {
  const { message, reason, traceback } = typeof body === "object" && body !== null ? { ...empty, ...body } : empty;
  const last = typeof traceback === "string" ? traceback.trim().split("\n").at(-1) : undefined;
  const words = [message, reason].filter((text) => typeof text === "string" && text !== "");
  const own =
    words.find((text) => text !== "Unknown server error" && text !== "Internal Server Error") ?? last ?? words[0];
  return `${status}${typeof own === "string" ? ` ${own}` : ""}`;
}

const empty: { readonly message?: unknown; readonly reason?: unknown; readonly traceback?: unknown } = {};
