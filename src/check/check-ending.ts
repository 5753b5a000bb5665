import type { Finding } from "../model/finding.ts";
import type { Ending, KernelDeath, Lost, Observation } from "../model/observation.ts";
import type { SourcePlace } from "../source/place.ts";
import { seenText, streamText } from "./seen.ts";

/** What is wrong with how a cell ended: nothing where it simply came to its end, or where the infrastructure failed. */
export function checkEnding(seen: Observation, place: SourcePlace): readonly Finding[] {
  const { ending } = seen;
  const shown = seenText(seen) + streamText(seen, "stderr");
  const unanswered = seen.prompts.filter((prompt) => !prompt.answered);
  switch (ending.kind) {
    case "timed-out":
      return [{ code: "timed-out", place, message: timedOut(ending), shown }];
    case "flooded":
      return [{ code: "output-limit", place, message: flooded(ending), shown }];
    case "died":
      return [{ code: "kernel-died", place, message: died(ending.death), shown, ...lastWords(ending.death) }];
    case "completed":
    case "lost":
      return unanswered.slice(0, 1).map(({ prompt }) => ({
        code: "input-unanswered",
        place,
        message: `The cell asked for input and the ${place.cell === undefined ? "lesson" : "notebook"} has no answer: ${JSON.stringify(prompt)}`,
        shown,
      }));
  }
}

/** Why the infrastructure failed, where it did. */
export function lostEnding({ ending, refused = [] }: Observation): Lost | undefined {
  if (ending.kind === "lost") return ending;
  return refused.length === 0 ? undefined : { kind: "lost", reason: unshown(refused), code: "output-dropped" };
}

/** A reader's front end drops such messages too, and says nothing: what the cell shows is then not what it put out. */
function unshown(refused: readonly string[]): string {
  return `The kernel sent what no front end can show, against Jupyter's protocol: ${refused.join("; ")}`;
}

function timedOut(ending: Extract<Ending, { kind: "timed-out" }>): string {
  return `The cell did not end within ${ending.timeout / 1000} s; ${interrupted(ending)}`;
}

function interrupted(ending: { readonly restarted: boolean; readonly died?: true }): string {
  if (ending.died === true) return "it was interrupted, and the kernel died";
  return ending.restarted ? "an interrupt did not help, so the kernel was restarted" : "it was interrupted";
}

function flooded({ limit, late, ...ending }: Extract<Ending, { kind: "flooded" }>): string {
  const after = late === true ? "the rest was not kept" : interrupted(ending);
  return `The cell put out more than ${limit.toLocaleString("en-GB")} bytes; ${after}`;
}

function died({ exitCode, signal }: KernelDeath): string {
  if (signal !== undefined) return `The kernel was ended by ${signal} while the cell ran`;
  if (exitCode !== undefined) return `The kernel ended with exit code ${exitCode} while the cell ran`;
  return "The kernel died while the cell ran";
}

function lastWords({ stderrTail }: KernelDeath): { readonly traceback?: string } {
  return stderrTail === undefined ? {} : { traceback: stderrTail };
}
