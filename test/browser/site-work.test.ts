import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { OpenSite } from "./site-in-chromium.ts";
import { cell, openSmallSite, runSound } from "./small-site.ts";

let site: OpenSite;
beforeAll(async () => {
  site = await openSmallSite();
});
afterAll(async () => await site[Symbol.asyncDispose]());

/** Writes into a cell as a student does. */
async function type(page: Page, id: string, text: string): Promise<void> {
  await cell(page, id).locator(".source, .cm-content").first().click();
  await cell(page, id).locator(".cm-content").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

describe("what a student writes", () => {
  it("is said not to be kept where the browser has no room", async () => {
    const page = await site.open("small.html");
    await page.evaluate(`
      for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
        try { for (let n = 0; ; n += 1) localStorage.setItem("full " + size + " " + n, "x".repeat(size)); } catch {}
      }`);
    await type(page, "fault", "b = 2");
    await page.getByRole("alert").filter({ hasText: "This browser does not keep what you write" }).waitFor();
    await page.evaluate(
      "for (const key of Object.keys(localStorage)) if (key.startsWith('full')) localStorage.removeItem(key)",
    );
    await type(page, "sound", "c = 3");
    await page.reload();
    expect(await cell(page, "fault").locator(".source").innerText()).toBe("b = 2");
    expect(await cell(page, "sound").locator(".source").innerText()).toBe("c = 3");
    await page.context().close();
  });

  it("is said not to be kept where the browser keeps nothing, and can be run all the same", async () => {
    const page = await site.open("small.html", {
      serviceWorkers: "block",
      script: `for (const name of ["localStorage", "sessionStorage", "caches"])
        Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });`,
    });
    await type(page, "fault", "b = 2");
    await page.getByRole("alert").filter({ hasText: "This browser does not keep what you write" }).waitFor();
    await runSound(page);
    await page.context().close();
  });

  it("in two tabs is kept of both, and each says that there was another", async () => {
    const one = await site.open("small.html");
    const other = await one.context().newPage();
    await other.goto(`${site.url}small.html`);
    await type(one, "fault", "one = 1");
    await other.getByRole("alert").filter({ hasText: "This lesson was changed in another tab" }).waitFor();
    await type(other, "sound", "other = 2");
    await one.getByRole("alert").filter({ hasText: "This lesson was changed in another tab" }).waitFor();
    await one.reload();
    expect(await cell(one, "fault").locator(".source").innerText()).toBe("one = 1");
    expect(await cell(one, "sound").locator(".source").innerText()).toBe("other = 2");
    await one.context().close();
  });
});
