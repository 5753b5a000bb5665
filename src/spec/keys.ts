import { errorShape, variantShape } from "./expectation-keys.ts";
import { courseShape, includedShape, lessonShape } from "./lesson-keys.ts";
import { requirementsShape } from "./requirement-keys.ts";
import { stepShapes, wrongShape } from "./step-keys.ts";
import type { Shape, TextRole } from "./value-type.ts";

/** Every shape that there is. */
const shapes: readonly Shape[] = [
  lessonShape,
  ...Object.values(stepShapes),
  wrongShape,
  variantShape,
  errorShape,
  requirementsShape,
  includedShape,
  courseShape,
];

/** Whether a word is a key anywhere. */
export function isKnownKey(word: string | undefined): boolean {
  return word !== undefined && shapes.some((shape) => Object.hasOwn(shape.keys, word));
}

/** Whether a key takes a text that an author writes: code, Markdown or an expected output. */
export function isTextKey(key: string): boolean {
  return rolesOf(key).length > 0;
}

/** Whether a key's text is usually of several lines, so that it is best written under `|`. */
export function isLongText(key: string): boolean {
  return rolesOf(key).some((role) => role === "prose" || role === "code");
}

function rolesOf(key: string): readonly TextRole[] {
  return shapes.flatMap((shape) => {
    const type = shape.keys[key]?.type;
    const text = type?.kind === "either" ? type.text : type;
    return text?.kind === "text" ? [text.role] : [];
  });
}
