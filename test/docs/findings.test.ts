import { expect, it } from "vitest";

import { findingsPage } from "./findings-page.ts";

it("docs/findings.md says what the table of codes says (npm run docs mends it)", async () => {
  await expect(findingsPage()).toMatchFileSnapshot("../../docs/findings.md");
});
