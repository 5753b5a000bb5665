/** On every answer: nothing of it is kept, taken for another type, or told to another site with its URL and token. */
export const safeHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
