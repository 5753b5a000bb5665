import axe from "axe-core";
import type { Page } from "playwright-core";

/** All that axe-core has a rule for, on a page that was opened with `bypassCSP`. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source).catch(async () => {
    throw new Error("axe-core could not be loaded");
  });
  const found = await page.evaluate(async () => {
    const { axe: loaded } = globalThis as unknown as { readonly axe: typeof axe };
    return await loaded.run();
  });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
