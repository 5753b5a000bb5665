import type { Answer } from "./calls.ts";

/** What work gives, or throws, as plain data. */
export async function answered<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = codeOf(error);
    return { thrown: { message, ...(code === undefined ? {} : { code }) } };
  }
}

/** The value; throws what was thrown. */
export function valueOf<T>(answer: Answer<T>): T {
  if ("value" in answer) return answer.value;
  const { message, ...code } = answer.thrown;
  throw Object.assign(new Error(message), code);
}

/** `EMFILE`, … of an error or of what caused it. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
}
