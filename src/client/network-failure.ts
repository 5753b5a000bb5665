/** What is wrong with the network on the way to a server, and what to do about it; `cause` is what `fetch` threw. */
export function describeNetworkFailure(cause: unknown, url: string): string {
  const code = codeOf(cause);
  const { protocol, host, hostname } = new URL(url);
  const known = code === undefined ? undefined : failures[code];
  if (known !== undefined) return known({ url, hostname, code: code ?? "" });
  if (code !== undefined && /CERT|ISSUER|SIGNATURE|SELF_SIGNED/.test(code)) return untrusted({ url, hostname, code });
  if (code === "EPROTO" || code?.startsWith("ERR_SSL") === true) {
    return `${host} does not speak TLS as https wants it (${code}): is it http://${host}?`;
  }
  if (isTimeout(cause, code))
    return `${url} did not answer in time: is it the right port, and does a firewall let it through?`;
  if (code === "ECONNRESET" || code === "UND_ERR_SOCKET") {
    const tls = protocol === "http:" ? `: does it want https://${host}?` : "";
    return `${url} closed the connection without an answer${tls}`;
  }
  return `${url} cannot be reached: ${messageOf(cause)}`;
}

interface Failure {
  readonly url: string;
  readonly hostname: string;
  readonly code: string;
}

const failures: Readonly<Record<string, (failure: Failure) => string>> = {
  ECONNREFUSED: ({ url }) => `Nothing listens at ${url}: start the server, or name another one`,
  ENOTFOUND: ({ hostname }) => `There is no host ${hostname}: is the name right?`,
  EAI_AGAIN: ({ hostname }) => `The name ${hostname} cannot be looked up now: is there a network?`,
  EHOSTUNREACH: ({ hostname }) => `There is no way to the host ${hostname}: is there a network, or a VPN to join?`,
  ENETUNREACH: ({ hostname }) => `There is no way to the host ${hostname}: is there a network, or a VPN to join?`,
  CERT_HAS_EXPIRED: ({ url }) => `The certificate of ${url} has expired: the server needs a new one`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ url, hostname }) =>
    `The certificate of ${url} is not for ${hostname}: use the name that it is for`,
};

function untrusted({ url, code }: Failure): string {
  return `The certificate of ${url} is not trusted (${code}): give its authority's file in NODE_EXTRA_CA_CERTS`;
}

function isTimeout(cause: unknown, code: string | undefined): boolean {
  return (
    code?.includes("TIMEOUT") === true ||
    code === "ETIMEDOUT" ||
    (cause instanceof Error && cause.name === "TimeoutError")
  );
}

/** Node's fetch wraps what happened, once or twice, and several attempts in an AggregateError. */
function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  const inner: unknown = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  return codeOf(inner);
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? messageOf(cause.cause) : cause.message;
}
