import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

import { pythonEnvironment } from "./python-environment.ts";
import { runNbproof } from "./run-nbproof.ts";
import { validated, verdictsOf } from "./validated.ts";

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const lesson = `  - code: |
      from IPython.display import HTML, JSON, SVG, Image, display, update_display
      display(JSON({"b": [1, 2.0, {"text": "took 3 ms"}], "a": None}))
    expect:
      display:
        application/json: { "a": null, "b": [1, 2, { "text": "took $(int) ms" }] }
  - code: |
      display(HTML('<p class="big">Hello <b>world</b></p>'))
      display(SVG('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>four</text></svg>'))
    expect:
      display:
        - text/html: { text: Hello world, attributes: { class: big } }
        - image/svg+xml: four
  - code: |
      import base64
      Image(base64.b64decode("${png}"))
    expect: { display: { image/png: { width: 1, height: 1, bytes: $(int > 60) } } }
  - code: |
      display("loading", display_id="status")
      update_display("half", display_id="status")
      update_display("done", display_id="status")
    expect:
      shows: "'done'"
      updates: ["'loading'", "'$(word)'", { text/plain: "'done'" }]
  - code: update_display("again", display_id="status")
    expect: { updates: ["'again'"] }
  - code: |
      import sys
      print("one", flush=True)
      print("two", file=sys.stderr, flush=True)
      print("three")
    expect:
      streams: |
        one
        two
        three
`;

it("validate holds rich outputs of a real kernel against their types, strictly", async () => {
  const report = await validated(lesson, { strict: true, mutate: true });
  expect(verdictsOf(report)).toEqual(["passed", "passed", "passed", "passed", "passed", "passed"]);
});

it("validate finds each change of a rich output", async () => {
  const changed = lesson
    .replace('"a": None', '"a": 0')
    .replace('class="big"', 'class="small"')
    .replace("bytes: $(int > 60)", "bytes: $(int > 6000)")
    .replace('"half"', '"two halves"')
    .replace('"again"', '"never again"')
    .replace("file=sys.stderr, ", "")
    .replace('      print("three")', '      print("three", file=sys.stderr)\n      print("four")');
  expect(verdictsOf(await validated(changed))).toEqual([
    "failed (8 output-differs)",
    "failed (14 output-differs)",
    "failed (19 output-differs)",
    "failed (26 output-differs)",
    "failed (28 output-differs)",
    expect.stringMatching(/^failed \(\d+ output-differs\)$/),
  ]);
});

it("validate --update keeps what is said of displays, records the others and leaves alone what differs", async () => {
  const cwd = await mkdtemp(join(await realpath(tmpdir()), "nbproof-test-"));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const path = join(cwd, "lesson.yaml");
  const first = `title: Lesson
steps:
  - code: |
      from IPython.display import HTML, display
      print("new")
      display(HTML('<p class="big">Hello</p>'))
    expect:
      shows: |
        old
        <IPython.core.display.HTML object>
      display: [{ text/html: { text: Hello, attributes: { class: big } } }]
  - code: |
      display({"image/png": "${png}"}, raw=True)
  - code: display(HTML("<p>Hello</p>"))
    expect: { display: [{ text/html: Good-bye }] }
`;
  await writeFile(path, first);
  const kernel = dirname(dirname(await pythonEnvironment()));
  const { stdout, exitCode } = await runNbproof(["validate", "--update", "--kernel", kernel, "lesson.yaml"], { cwd });
  expect(stdout).toContain(
    "lesson.yaml:15:5  Change it by hand: the display of type text/html differs from what is expected",
  );
  expect(await readFile(path, "utf8")).toBe(
    first
      .replace("        old\n", "        new\n")
      .replace("raw=True)\n", "raw=True)\n    expect: { display: { image/png: { width: 1, height: 1 } } }\n"),
  );
  expect(exitCode).toBe(1);
});
