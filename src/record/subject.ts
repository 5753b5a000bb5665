import type { CodeStep } from "../lesson/lesson.ts";

/** What kernels differ in, and a step may be about. */
export type Subject = "packages" | "platform" | "bits" | "implementation" | "gil" | "python";

/** What is taken for the reason where the text says nothing: what is nearer to the cell first. */
export const subjects: readonly Subject[] = ["packages", "platform", "bits", "implementation", "gil", "python"];

/** By what the cell does, and by what it shows, as far as that differs. */
const signs: readonly { readonly subject: Subject; readonly code: RegExp; readonly text: RegExp }[] = [
  {
    subject: "python",
    code: /\b(?:sys\.version|version_info|dis|co_\w+|opcode|ast|tokenize)\b/,
    text: /\b3\.\d{1,2}\b|\bSyntaxError\b|Did you mean/,
  },
  {
    subject: "platform",
    code: /\b(?:os\.(?:name|uname|sep)|sys\.platform|platform|errno|signal|socket|subprocess)\b/,
    text: /\[Errno \d+\]|\b(?:emscripten|linux|darwin|win32|wasm32)\b/i,
  },
  { subject: "implementation", code: /\bsys\.implementation\b/, text: /\b(?:cpython|pypy)\b/i },
  { subject: "gil", code: /\b_is_gil_enabled\b|\bPy_GIL_DISABLED\b/, text: /\bfree-threading\b/ },
  {
    subject: "bits",
    code: /\b(?:getsizeof|__sizeof__|itemsize|nbytes|calcsize|maxsize|tracemalloc|hash)\b/,
    text: /\b(?:32|64)[ -]?bit/i,
  },
];

/** What a step is about, by its own words: the more they say, the earlier. */
export function subjectsOf({ code }: Pick<CodeStep, "code">, texts: readonly string[]): readonly Subject[] {
  const differing = linesThatDiffer(texts);
  const shown = signs.filter(({ text }) => text.test(differing));
  const done = signs.filter((sign) => !shown.includes(sign) && sign.code.test(code.value));
  return [...shown, ...done].map(({ subject }) => subject);
}

function linesThatDiffer(texts: readonly string[]): string {
  const lines = texts.map((text) => new Set(text.split("\n")));
  return lines
    .flatMap((own, index) => {
      return [...own].filter((line) => lines.some((other, at) => at !== index && !other.has(line)));
    })
    .join("\n");
}
