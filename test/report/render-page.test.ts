import { expect, it } from "vitest";

import { renderPage } from "../../src/report/render-page.ts";
import { plainStyle } from "../../src/report/style.ts";

const page = `# a-code

It means [this](../spec.md), and goes on for a while.

\`\`\`yaml
# lesson.yaml

title: [Not a link](really)
\`\`\`

## What to do

- One thing, which is longer than the line is.
- \`Another\`.
`;

it("renderPage() has strong headings, wrapped text without links, and code as it is, indented", () => {
  const style = { ...plainStyle, columns: 30, strong: (text: string) => `*${text}*` };
  expect(renderPage(page, style)).toBe(`*a-code*

It means this, and goes on for
a while.

    # lesson.yaml

    title: [Not a link](really)

*What to do*

- One thing, which is longer
  than the line is.
- \`Another\`.
`);
});
