import type { SourcePlace } from "../../source/place.ts";
import type { Change, RecordedVariant } from "../../lesson/recording.ts";
import { lineEnd } from "../../source/source-file.ts";
import { valueOf } from "../yaml-node.ts";
import { editClaims } from "./edit-claims.ts";
import { appendVariants, withVariant } from "./edit-variants.ts";
import { readsAs } from "./reads-as.ts";
import { renderExpectation } from "./render-variants.ts";
import { CannotEdit, endOf, isFlow, offsetAfter, type StepSource, withEdits } from "./step-source.ts";
import type { TextEdit } from "../../source/text-edit.ts";

/** The file with the change made, or why it cannot be made. */
export type EditedText = { readonly text: string } | { readonly reason: string };

/** Makes a change to the step at a place: bytes outside the values that change stay, and the file is read again to prove it. */
export function editStep(text: string, place: SourcePlace, change: Change): EditedText {
  try {
    const after = withChange(text, place, change);
    if (readsAs({ before: text, after, place, change })) return { text: after };
    return {
      reason:
        "Its text is shared by a YAML anchor, or written so that it cannot be changed in place: change it by hand",
    };
  } catch (cause) {
    if (cause instanceof CannotEdit) return { reason: cause.message };
    throw cause;
  }
}

function withChange(text: string, place: SourcePlace, change: Change): string {
  switch (change.kind) {
    case "expect":
      return withEdits(text, place, (step) => [insertExpectation(step, change.variants)]);
    case "claims":
      return withEdits(text, place, ({ source, map }) => {
        const code = valueOf(map, "code");
        const edits = code?.kind === "text" ? editClaims(source, code, change.texts) : [];
        if ("reason" in edits) throw new CannotEdit(edits.reason);
        return edits;
      });
    case "variants": {
      // From the last, so that what is before it keeps its index.
      const changed = change.changes.toReversed().reduce((now, each) => withVariant(now, place, each), text);
      return change.after.length === 0
        ? changed
        : withEdits(changed, place, (step) => appendVariants(step, change.after));
    }
  }
}

/** Right below the code, its block's blank lines left where they are. */
function insertExpectation(step: StepSource, variants: readonly RecordedVariant[]): TextEdit {
  const { source, map } = step;
  const code = map.entries.find(({ key }) => key === "code");
  if (code === undefined) throw new CannotEdit("The step has no code");
  const isElsewhere = code.value.from < map.from || code.value.to > map.to;
  const keyEnd = offsetAfter(source, code);
  const alias = /^\s*:\s*\*[^\s,}\]]+/.exec(source.text.slice(keyEnd))?.[0].length ?? 0;
  const end = isElsewhere ? keyEnd + alias : endOf(source, code.value);
  const column = code.keyPlace.column - 1;
  if (isFlow(step)) {
    const put = `, expect:${renderExpectation(variants, { column, flow: true })}`;
    return { from: end, to: end, text: put };
  }
  const put = `${" ".repeat(column)}expect:${renderExpectation(variants, { column, flow: false })}`;
  // Under `|+` the blank lines that follow are the code's.
  const keeps = /^[|>]\d?\+/.test(source.text.slice(code.value.from)) && source.text.charAt(code.value.to - 1) === "\n";
  if (keeps && !isElsewhere) return { from: code.value.to, to: code.value.to, text: `${put}\n` };
  const at = lineEnd(source, end);
  return { from: at, to: at, text: `\n${put}` };
}
