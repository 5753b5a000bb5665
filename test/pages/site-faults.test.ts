import { createServer } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { OpenSite } from "../browser/site-in-chromium.ts";
import { cell, expectSound, openSmallSite, run, runSound } from "../browser/small-site.ts";

let site: OpenSite;
/** Another origin, and what it was asked for. */
let elsewhere: string;
const asked: (string | undefined)[] = [];
const other = createServer(({ url }, response) => {
  asked.push(url);
  response.end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => void other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  elsewhere = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  site = await openSmallSite();
});
afterAll(async () => {
  other.close();
  await site[Symbol.asyncDispose]();
});

const ends = [
  {
    name: "a worker that ends",
    code: "import js\njs.close()",
    said: "Python ended, and nothing tells why",
  },
  { name: "os._exit()", code: "import os\nos._exit(3)", said: "Python ended while the cell ran" },
  {
    name: "a stack that is full",
    code: "import sys\nsys.setrecursionlimit(10**9)\nx = []\nfor _ in range(10**5): x = [x]\nrepr(x)",
    said: "too deep a recursion",
  },
  {
    name: "more output than a page can show",
    code: "for _ in range(1000): print('x' * 20_000)",
    said: "The cell put out more than a page can show, and Python was stopped",
  },
];

const errors = [
  { name: "a recursion", code: "def f(): return f()\nf()", said: "RecursionError" },
  { name: "sys.exit()", code: "import sys\nsys.exit(3)", said: "SystemExit" },
  // Last: what fills it stays.
  { name: "memory that is full", code: "x = []\nwhile True: x.append(bytearray(50_000_000))", said: "MemoryError" },
];

describe("a page", () => {
  it("says that Python has ended, keeps what was written, and runs the next cell", async () => {
    const page = await site.open("small.html");
    for (const { name, code, said } of ends) {
      await run(page, code);
      const told = page.getByRole("alert").filter({ hasText: "What the cells had made is gone" });
      await told.waitFor();
      expect([name, await told.innerText()]).toEqual([name, expect.stringContaining(said)]);
      await expectSound(page, code);
    }
    await page.reload();
    expect(await cell(page, "fault").locator(".source").innerText()).toBe(ends.at(-1)?.code);
    await page.context().close();
  });

  it("shows errors that Python survives, and runs the next cell in it", async () => {
    const page = await site.open("small.html");
    for (const { code, said } of errors) {
      await run(page, code);
      await cell(page, "fault").locator(".error", { hasText: said }).waitFor();
      await cell(page, "fault")
        .locator(".mark", { hasText: /^stopped with an error/ })
        .waitFor();
      await expectSound(page, code);
    }
    expect(await page.getByRole("alert").innerText()).not.toContain("What the cells had made is gone");
    await page.context().close();
  });

  it("ends a loop that hears no interrupt, isolated or not", async () => {
    const page = await site.open("small.html");
    const code = "while True:\n    try:\n        while True: pass\n    except BaseException: pass";
    await run(page, code);
    await page.getByText("Python runs").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("alert").filter({ hasText: "What the cells had made is gone" }).waitFor();
    await expectSound(page, code);
    await page.context().close();
  });

  it.each([
    { name: "colours without end", code: "print('\\x1b[31m#\\x1b[1;42m' * 400_000)" },
    { name: "a line of 9 MB", code: "print('<b>' * 3_000_000)" },
    { name: "9 MB of HTML", code: "from IPython.display import HTML\nHTML('<p>x' * 2_250_000)" },
    { name: "an end of a template", code: "print('</template></pre><script>document.title=\"broken\"</script>')" },
    {
      name: "HTML that would run",
      code: `from IPython.display import HTML
HTML('''<script>top.document.title = "broken"</script><svg onload="top.document.title = 'broken'"></svg>
<img src="x" onerror="top.document.title = 'broken'"><meta http-equiv="refresh" content="0; url=ELSEWHERE">
<iframe src="ELSEWHERE"></iframe><link rel="stylesheet" href="ELSEWHERE/a.css">''')`,
    },
    {
      name: "a picture that would run",
      code: `from IPython.display import SVG
SVG('''<svg xmlns="http://www.w3.org/2000/svg" onload="top.document.title = 'broken'"><script>top.document.title = "broken"</script></svg>''')`,
    },
  ])("is not harmed by $name", async ({ code }) => {
    const page = await site.open("small.html");
    await run(page, code.replaceAll("ELSEWHERE", elsewhere));
    await cell(page, "fault")
      .locator(".mark", { hasText: /^ran as/ })
      .waitFor();
    await runSound(page);
    expect(await page.title()).toBe("Small · Small course");
    expect(asked).toEqual([]);
    await page.context().close();
  });
});
