import { isRecord } from "../basics/is-record.ts";
import type { Output } from "../model/observation.ts";
import type { SourceText } from "../source/place.ts";
import { placeAt, type SourceFile } from "../source/source-file.ts";
import { type JsonNode, memberOf, numberOf, stringOf, stringsOf, valueOf } from "./json-node.ts";
import { isMultilineText, multilineText } from "./multiline-text.ts";
import type { SavedOutput } from "./notebook.ts";
import type { MimeBundle } from "../lesson/mime-bundle.ts";

/** A saved output; what is wrong with it where it is none of nbformat's four kinds. */
export function readOutput(source: SourceFile, node: JsonNode): SavedOutput | string {
  const type = stringOf(memberOf(node, "output_type"));
  if (type === "stream") return readStream(source, node);
  if (type === "error") return readError(source, node);
  if (type === "display_data" || type === "execute_result") return readDisplay(source, node, type === "execute_result");
  return `An output of type ${type ?? "unknown"} is none of stream, display_data, execute_result and error`;
}

function readStream(source: SourceFile, node: JsonNode): SavedOutput | string {
  const name = stringOf(memberOf(node, "name"));
  const written = memberOf(node, "text");
  if (name !== "stdout" && name !== "stderr") return "A stream's `name` is `stdout` or `stderr`";
  if (written === undefined || !isMultilineText(written)) return "A stream has no `text`";
  const text = multilineText(source, written);
  return { output: { type: "stream", name, text: text.value }, text };
}

function readDisplay(source: SourceFile, node: JsonNode, isResult: boolean): SavedOutput | string {
  const data = memberOf(node, "data");
  if (data?.type !== "object") return "A display has no `data` by mime type";
  const mime = mimeBundle(data);
  const metadata = memberOf(node, "metadata");
  const kept = metadata?.children?.length ? { metadata: objectOf(metadata) } : {};
  const plain = memberOf(data, "text/plain");
  const text = plain && isMultilineText(plain) ? multilineText(source, plain) : emptyText(source, node);
  const executionCount = numberOf(memberOf(node, "execution_count")) ?? 0;
  const output: Output = isResult
    ? { type: "result", mime, executionCount, ...kept }
    : { type: "display", mime, ...kept };
  return { output, text };
}

function objectOf(node: JsonNode): MimeBundle {
  const value = valueOf(node);
  return isRecord(value) ? value : {};
}

/** A text may be split into lines; of the JSON types a list is a list. */
function mimeBundle(data: JsonNode): MimeBundle {
  const entries = (data.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    const type = stringOf(key);
    if (type === undefined || value === undefined) return [];
    const isText = !/[/+]json$/.test(type) && isMultilineText(value);
    return [[type, isText ? [valueOf(value)].flat().join("") : valueOf(value)] as const];
  });
  return Object.fromEntries(entries);
}

function readError(source: SourceFile, node: JsonNode): SavedOutput | string {
  const [name, message] = [memberOf(node, "ename"), memberOf(node, "evalue")];
  if (name?.type !== "string" || message?.type !== "string") return "An error has no `ename` or no `evalue`";
  const traceback = stringsOf(memberOf(node, "traceback"));
  const output: Output = { type: "error", name: stringOf(name) ?? "", message: stringOf(message) ?? "", traceback };
  const text = multilineText(source, message);
  return { output, text: { value: `${output.name}: ${text.value}`, starts: text.starts } };
}

function emptyText(source: SourceFile, node: JsonNode): SourceText {
  return { value: "", starts: [placeAt(source, node.offset)] };
}
