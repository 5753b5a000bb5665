import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import type { QuizOption, QuizStep } from "../lesson/lesson.ts";
import { placeInText, type SourcePlace, type SourceText } from "../source/place.ts";
import type { SpecFile } from "./spec-file.ts";

/** Takes a quiz's Markdown apart: the question, and the choices of the last task list with their feedback. */
export function readQuiz(file: SpecFile, text: SourceText): Pick<QuizStep, "question" | "options"> {
  const markdown = text.value;
  const blocks = parseBlocks(markdown);
  const index = blocks.findLastIndex(isTaskList);
  const list = blocks[index];
  if (list?.type !== "list") {
    report(file, placeInText(text, 0), "This quiz has no choices");
    return { question: markdown.trim(), options: [] };
  }
  const options = list.children.map((item) => readOption(markdown, item));
  const question = markdown.slice(0, list.position?.start.offset).trim();
  checkQuiz(file, text, { list, options, question, after: blocks[index + 1] });
  return { question, options };
}

/** Choices alone, whose question stands elsewhere. */
export function readChoices(file: SpecFile, text: SourceText): readonly QuizOption[] {
  const { value, starts } = text;
  const [start] = starts;
  // As a quiz has them, below a question.
  const asked = { value: `?\n\n${value}`, starts: [...(start === undefined ? [] : [start, start]), ...starts] };
  return readQuiz(file, asked).options;
}

type Root = ReturnType<typeof fromMarkdown>;
type Block = Root["children"][number];
type List = Extract<Block, { type: "list" }>;
type Item = List["children"][number];

function parseBlocks(markdown: string): readonly Block[] {
  return fromMarkdown(markdown, {
    extensions: [gfmTaskListItem()],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  }).children;
}

function isTaskList(block: Block): boolean {
  return block.type === "list" && block.children.some((item) => typeof item.checked === "boolean");
}

/** The choice's own blocks, then quotes: what the student is told who chose it. */
function readOption(markdown: string, item: Item): QuizOption {
  const quote = item.children.findIndex((block) => block.type === "blockquote");
  const own = quote === -1 ? item.children : item.children.slice(0, quote);
  const text = dedent(sliceOf(markdown, own), (item.position?.start.column ?? 1) + 1);
  const right = item.checked === true;
  if (quote === -1) return { text, right };
  return { text, right, feedback: unquoted(sliceOf(markdown, item.children.slice(quote))) };
}

function sliceOf(markdown: string, blocks: readonly Block[]): string {
  const [first] = blocks;
  // A paragraph that begins with code or emphasis has its choice's box within it, the first of its children has not.
  const start = first?.type === "paragraph" ? first.children[0]?.position : first?.position;
  return markdown.slice(start?.start.offset ?? 0, blocks.at(-1)?.position?.end.offset ?? 0);
}

/** The lines after the first without the indentation that makes them part of the list. */
function dedent(text: string, columns: number): string {
  return text.replaceAll(new RegExp(`\\n {0,${columns}}`, "g"), "\n");
}

function unquoted(text: string): string {
  return text.replaceAll(/^[ \t]*> ?/gm, "");
}

interface QuizParts {
  readonly list: List;
  readonly options: readonly QuizOption[];
  readonly question: string;
  readonly after: Block | undefined;
}

function checkQuiz(file: SpecFile, text: SourceText, { list, options, question, after }: QuizParts): void {
  const place = placeOf(text, list);
  if (question === "") report(file, place, "This quiz has choices and no question");
  if (options.length === 1) report(file, place, "This quiz has only one choice");
  const boxes = list.children.every(({ checked }) => typeof checked === "boolean");
  if (boxes && !options.some(({ right }) => right))
    report(file, place, "None of this quiz's choices is marked as right");
  if (after !== undefined) report(file, placeOf(text, after), "Text after the choices would be lost");
  for (const item of list.children) {
    if (typeof item.checked !== "boolean") report(file, placeOf(text, item), "This choice has no box");
  }
}

const remedies = "Choices begin with `- [ ]`, the right ones with `- [x]`, and end the quiz";

function report(file: SpecFile, place: SourcePlace, message: string): void {
  file.report({ code: "bad-quiz", place, message, advice: remedies });
}

function placeOf(text: SourceText, block: Block | Item): SourcePlace {
  const start = block.position?.start;
  return placeInText(text, (start?.line ?? 1) - 1, (start?.column ?? 1) - 1);
}
