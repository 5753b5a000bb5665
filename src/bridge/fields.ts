import { HttpError } from "./http-error.ts";

/** The members of a JSON object that a client sent. */
export type Fields = Readonly<Record<string, unknown>>;

/** Characters of a path or a name. */
const longestText = 4096;

/** The members of a JSON object, none where there is null or nothing; throws for all else, with the name of the field. */
export function objectIn(field: string, value: unknown): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw wrong(field, "an object");
  return Object.fromEntries(Object.entries(value));
}

/** A text of some length that a system can be given; nothing where there is null or nothing; throws for all else. */
export function textIn(field: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrong(field, "a text");
  if (value.length > longestText) throw wrong(field, `a text of at most ${longestText} characters`);
  if (!isSound(value)) throw wrong(field, "a text without NUL and lone surrogates");
  return value;
}

/** Whether a text can be handed to a system: no NUL, which would end it, and nothing that has no UTF-8. */
export function isSound(text: string): boolean {
  return !/[\0]|\p{Surrogate}/u.test(text);
}

function wrong(field: string, what: string): HttpError {
  return new HttpError(400, `\`${field}\` must be ${what}`);
}
