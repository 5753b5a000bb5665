import { describe, expect, it } from "vitest";

import { findChromium } from "./find-chromium.ts";

describe("findChromium()", () => {
  it("says what to do on a machine without it, so that the browser tests fail", async () => {
    await expect(findChromium("/nowhere")).rejects.toThrow(
      "The browser tests need Chromium: none of chromium, chromium-browser, google-chrome is on PATH (Debian: apt-get install chromium)",
    );
  });
});
