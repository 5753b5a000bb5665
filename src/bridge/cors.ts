import type { IncomingMessage } from "node:http";

export type Headers = Readonly<Record<string, string>>;

/** Who may read an answer, as Jupyter Server tells browsers: one origin or `*`, else whoever had the token. */
export function corsHeaders({ headers }: IncomingMessage, allowOrigin: string | undefined): Headers {
  if (allowOrigin !== undefined) return { "access-control-allow-origin": allowOrigin };
  return headers.origin === undefined ? {} : { "access-control-allow-origin": headers.origin, vary: "Origin" };
}

/** The answer to a browser's question before a request; without an allowed origin there is nobody to say yes to. */
export function preflightHeaders(allowOrigin: string | undefined): Headers {
  return {
    "access-control-allow-headers": "accept, content-type, authorization, x-xsrftoken",
    "access-control-allow-methods": "GET, PUT, POST, PATCH, DELETE, OPTIONS",
    ...(allowOrigin !== undefined && { "access-control-allow-origin": allowOrigin }),
  };
}
