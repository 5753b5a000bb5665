/** Mime type → text, or parsed JSON for JSON types. https://nbformat.readthedocs.io/en/latest/format_description.html#display-data */
export type MimeBundle = Readonly<Record<string, unknown>>;
