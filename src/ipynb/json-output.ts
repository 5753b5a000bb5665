/** An output as nbformat keeps it. https://nbformat.readthedocs.io/en/latest/format_description.html#code-cell-outputs */
export type JsonOutput = JsonStream | JsonDisplay | JsonResult | JsonError;

export interface JsonStream {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  /** Its lines, each with its end. */
  readonly text: readonly string[];
}

export interface JsonDisplay {
  readonly output_type: "display_data";
  /** Mime type → text, in lines, or JSON. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface JsonResult {
  readonly output_type: "execute_result";
  /** Mime type → text, in lines, or JSON. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly execution_count: number;
}

export interface JsonError {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}
