import type { Finding } from "../model/finding.ts";
import type { KernelDeath, Lost, Observation } from "../model/observation.ts";
import type { SourcePlace } from "../source/place.ts";
import { seenText, streamText } from "./seen.ts";

/** What is wrong with how a cell ended: nothing where it simply came to its end, or where the infrastructure failed. */
export function checkEnding(seen: Observation, place: SourcePlace): readonly Finding[] {
  const { ending } = seen;
  const shown = seenText(seen) + streamText(seen, "stderr");
  const unanswered = seen.prompts.filter((prompt) => !prompt.answered);
  switch (ending.kind) {
    case "timed-out":
      return [{ code: "timed-out", place, message: timedOut(ending.timeout, ending.restarted), shown }];
    case "flooded":
      return [{ code: "output-limit", place, message: flooded(ending.limit, ending.restarted), shown }];
    case "died":
      return [{ code: "kernel-died", place, message: died(ending.death), shown, ...lastWords(ending.death) }];
    case "completed":
    case "lost":
      return unanswered.slice(0, 1).map(({ prompt }) => ({
        code: "input-unanswered",
        place,
        message: `The cell asked for input and the lesson has no answer: ${JSON.stringify(prompt)}`,
        shown,
      }));
  }
}

/** Why the infrastructure failed, where it did. */
export function lostEnding({ ending }: Observation): Lost | undefined {
  return ending.kind === "lost" ? ending : undefined;
}

function timedOut(timeout: number, restarted: boolean): string {
  const after = restarted ? "an interrupt did not help, so the kernel was restarted" : "it was interrupted";
  return `The cell did not end within ${timeout / 1000} s; ${after}`;
}

function flooded(limit: number, restarted: boolean): string {
  const after = restarted ? "an interrupt did not help, so the kernel was restarted" : "it was interrupted";
  return `The cell put out more than ${limit.toLocaleString("en-GB")} characters; ${after}`;
}

function died({ exitCode, signal }: KernelDeath): string {
  if (signal !== undefined) return `The kernel was ended by ${signal} while the cell ran`;
  if (exitCode !== undefined) return `The kernel ended with exit code ${exitCode} while the cell ran`;
  return "The kernel died while the cell ran";
}

function lastWords({ stderrTail }: KernelDeath): { readonly traceback?: string } {
  return stderrTail === undefined ? {} : { traceback: stderrTail };
}
