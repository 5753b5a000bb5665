import axe from "axe-core";
import type { Page } from "playwright-core";

import type { LabNotebook } from "./lab-notebook.ts";

/** What a student could stumble over on a page; all empty on a good one. */
export interface Stumbles {
  /** What stands in dialogs that nobody asked for. */
  readonly dialogs: readonly string[];
  /** What stands for pictures that are not shown. */
  readonly brokenPictures: readonly string[];
  /** Folds that the Enter key does not open, by their summary. */
  readonly stuckFolds: readonly string[];
  /** What axe-core finds inside cells, contrast below 4.5:1 among it. */
  readonly violations: readonly string[];
  /** What is wider than its cell. */
  readonly tooWide: readonly string[];
}

export const NO_STUMBLES: Stumbles = { dialogs: [], brokenPictures: [], stuckFolds: [], violations: [], tooWide: [] };

/** Looks at a notebook as a student with a keyboard and with weak eyes would; all its folds are open then. */
export async function findStumbles({ page }: LabNotebook): Promise<Stumbles> {
  const dialogs = await page.getByRole("dialog").allTextContents();
  const stuckFolds = await openFolds(page);
  return { dialogs, stuckFolds, ...(await page.evaluate(lookAtCells)), violations: await violationsIn(page) };
}

async function openFolds(page: Page): Promise<readonly string[]> {
  const folds = page.locator(".jp-Notebook .jp-MarkdownOutput details > summary");
  for (const fold of await folds.elementHandles()) {
    const isOpen = async (): Promise<boolean> =>
      await fold.evaluate((summary) => (summary as unknown as { parentElement: { open: boolean } }).parentElement.open);
    // What was looked at before is open. Lab takes the focus to the cell that came into sight, at a time of its own.
    for (let tries = 0; tries < 3 && !(await isOpen()); tries += 1) {
      if (tries > 0) await page.waitForTimeout(500);
      await fold.press("Enter");
    }
  }
  return await folds.evaluateAll((summaries: readonly { parentElement: { open: boolean }; textContent: string }[]) =>
    summaries.filter(({ parentElement }) => !parentElement.open).map(({ textContent }) => textContent),
  );
}

/** Runs in the page. */
function lookAtCells(): Pick<Stumbles, "brokenPictures" | "tooWide"> {
  interface Element {
    readonly alt: string;
    readonly complete: boolean;
    readonly naturalWidth: number;
    readonly clientWidth: number;
    readonly scrollWidth: number;
    readonly textContent: string;
  }
  const { document } = globalThis as unknown as {
    readonly document: { readonly querySelectorAll: (selector: string) => Iterable<Element> };
  };
  const pictures = [...document.querySelectorAll(".jp-Notebook .jp-MarkdownOutput img")];
  const cells = [...document.querySelectorAll(".jp-Notebook .jp-MarkdownOutput")];
  return {
    // Those of other machines cannot be had where there is no network.
    brokenPictures: pictures
      .filter(({ alt, complete, naturalWidth }) => alt !== "Open in Colab" && (!complete || naturalWidth === 0))
      .map(({ alt }) => alt),
    tooWide: cells
      .filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth + 1)
      .map(({ textContent }) => textContent.slice(0, 60)),
  };
}

async function violationsIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: tool, document } = globalThis as unknown as {
      readonly document: { readonly body: { readonly style: { height: string } } };
      readonly axe: {
        readonly run: (
          context: object,
          options: object,
        ) => Promise<{
          readonly violations: readonly {
            readonly id: string;
            readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
          }[];
        }>;
      };
    };
    // Lab's own is of no height, and cuts off what is outside: axe takes all text for hidden then, and judges no contrast.
    document.body.style.height = "100vh";
    const { violations } = await tool.run(
      {
        include: [[".jp-Notebook .jp-MarkdownOutput"], [".jp-Notebook .jp-OutputArea-output"]],
        // The colours of a traceback are IPython's and Lab's, pale ones among them: by a class, or of 256 by a style.
        exclude: [
          [".jp-Notebook .jp-OutputArea-output [class*='ansi-']"],
          [".jp-Notebook .jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'] [style^='color:rgb']"],
        ],
      },
      // Lab underlines no link, in any notebook, and a notebook cannot bring a style.
      { rules: { "link-in-text-block": { enabled: false } } },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = "" }) => `${id}: ${html.slice(0, 120)} ${failureSummary.slice(0, 200)}`),
    );
  });
  return found;
}
