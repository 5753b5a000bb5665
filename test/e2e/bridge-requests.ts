import { randomUUID } from "node:crypto";
import type { TestServer } from "./side-by-side.ts";

/** A request of any client: method, path and body. */
export type Request = readonly [method: string, path: string, body?: unknown];

/** Requests that jupyter_server and the bridge answer alike, but for the words of messages in prose. */
export const sameRequests: readonly Request[] = [
  ["GET", "/api/?123"],
  ["GET", "/api/status"],
  ["GET", "/api/kernels"],
  ["GET", "/api/kernels/"],
  ["GET", `/api/kernels/${randomUUID()}`],
  ["DELETE", `/api/kernels/${randomUUID()}`],
  ["POST", `/api/kernels/${randomUUID()}/interrupt`],
  ["PUT", "/api/kernels"],
  ["PATCH", "/api/sessions"],
  ["POST", "/api/kernels", "{"],
  ["GET", "/api/sessions"],
  ["POST", "/api/sessions"],
  ["POST", "/api/sessions", {}],
  ["POST", "/api/sessions", { path: "a" }],
  ["GET", `/api/sessions/${randomUUID()}`],
  ["PATCH", `/api/sessions/${randomUUID()}`, {}],
  ["PATCH", `/api/sessions/${randomUUID()}`],
  ["DELETE", `/api/sessions/${randomUUID()}`],
  ["GET", "/api/kernelspecs"],
  ["GET", "/api/kernelspecs/python3"],
  ["GET", "/api/kernelspecs/nope"],
  ["GET", '/api/me?permissions={"kernels":["read"]}'],
  ["GET", "/api/me?permissions=1"],
  ["GET", "/kernelspecs/python3/logo-64x64.png"],
  ["HEAD", "/kernelspecs/python3/logo-svg.svg"],
  ["GET", "/kernelspecs/nope/logo-64x64.png"],
  ["OPTIONS", "/api/kernels"],
];

export interface Seen {
  readonly status: number;
  readonly type: string | undefined;
  /** For a failure the names of its fields, else the body without what differs from run to run. */
  readonly body: unknown;
}

/** What a server answers to a request with the token, or with another. */
export async function answerOf(
  { url, token }: TestServer,
  [method, path, body]: Request,
  given: string = token,
): Promise<Seen> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `token ${given}` },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get("content-type")?.split(";")[0];
  if (type?.startsWith("image/")) return { status: response.status, type, body: bytes.toString("base64") };
  // Outside its API, jupyter_server tells of a failure with a page: the status says it all.
  if (!path.startsWith("/api") || method === "OPTIONS")
    return { status: response.status, type: undefined, body: undefined };
  return { status: response.status, type, body: bodyOf(response.status, JSON.parse(bytes.toString() || "null")) };
}

function bodyOf(status: number, body: unknown): unknown {
  if (status >= 400) return Object.keys(fields(body)).toSorted();
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      ["started", "last_activity", "version", "updatable_fields", "identity"].includes(key) ? shape(value) : value,
    ),
  ) as unknown;
}

function fields(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

function shape(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).toSorted() : "…";
}
