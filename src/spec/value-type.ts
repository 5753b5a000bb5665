import type { FormName } from "./forms.ts";

/**
 * What a text is for: `line` a title or another short text, `prose` Markdown, `code` Python, `pattern` an expected
 * output, `path` a file.
 */
export type TextRole = "line" | "prose" | "code" | "pattern" | "path";

/** What a key takes. */
export type ValueType =
  | { readonly kind: "text"; readonly role: TextRole }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  | { readonly kind: "flag" }
  | { readonly kind: "form"; readonly form: FormName }
  | { readonly kind: "list"; readonly item: ValueType; readonly filled?: true }
  | { readonly kind: "map"; readonly shape: Shape }
  /** Names of the author's choice, each with a value. */
  | {
      readonly kind: "names";
      readonly what: string;
      readonly name?: FormName;
      readonly value: ValueType;
      readonly filled?: true;
    }
  /** Mime types, each with a value of the type that `mimeTypes` has for it. */
  | { readonly kind: "mime-types" }
  /** Whatever JSON can say, with patterns for texts. */
  | { readonly kind: "json" }
  /** One type or another, by what stands there. */
  | { readonly kind: "either"; readonly text?: ValueType; readonly map?: ValueType; readonly list?: ValueType }
  | { readonly kind: "step" };

export interface KeyEntry {
  readonly about: string;
  readonly type: ValueType;
  readonly required?: true;
  /** What holds where the key is absent. */
  readonly otherwise?: string;
}

/** A map with keys of its own. */
export interface Shape {
  /** What it is, after "in": `a lesson`, `a code step`. */
  readonly name: string;
  readonly keys: Readonly<Record<string, KeyEntry>>;
  /** Where none of its keys is there, the author meant a text that YAML took for a map. */
  readonly textMeant?: true;
  /** The key that a text in the map's place is for. */
  readonly loneText?: string;
}
