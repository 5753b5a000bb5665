import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error.ts";

/** A request's URL, of which only path and query mean anything. */
export function requestUrl({ url = "/" }: IncomingMessage): URL {
  const path = url.startsWith("/") ? `http://localhost${url.replace(/^\/+/, "/")}` : url;
  if (!URL.canParse(path)) throw new HttpError(400, "The URL cannot be read");
  return new URL(path);
}

/** A part of a path as it was meant. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new HttpError(400, "The URL cannot be read", { cause });
  }
}
