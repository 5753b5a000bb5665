// The pack that all of them execute: small cells as a lesson has them, each of which shows something.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a course of `count` lessons of twelve cells into `folder`/notebooks-src/pack. */
export function makePack(folder, count) {
  const course = join(folder, "notebooks-src", "pack");
  mkdirSync(course, { recursive: true });
  const names = Array.from({ length: count }, (_, n) => `lesson-${String(n + 1).padStart(3, "0")}`);
  writeFileSync(
    join(course, "course.yaml"),
    `title: Pack\nlessons:\n${names.map((name) => `  - ${name}.yaml\n`).join("")}`,
  );
  for (const [n, name] of names.entries()) {
    const steps = cells(n + 1).map(([code, shows]) => `  - code: |\n${block(code)}    expect: |\n${block(shows)}`);
    writeFileSync(join(course, `${name}.yaml`), `title: Lesson ${n + 1}\nsteps:\n${steps.join("")}`);
  }
}

function block(text) {
  return text
    .split("\n")
    .map((line) => `      ${line}\n`)
    .join("");
}

/** Twelve light cells, each with what it shows. */
export function cells(n) {
  return [
    [`import math\nx = ${n}\nprint(x + 1)`, `${n + 1}`],
    [`[x * k for k in range(5)]`, `[${[0, 1, 2, 3, 4].map((k) => n * k).join(", ")}]`],
    [`def square(v):\n    return v * v\n\nsquare(x)`, `${n * n}`],
    [`words = "a lesson about names and objects".split()\nlen(words), sorted(words)[0]`, `(6, 'a')`],
    [`for word in words[:3]:\n    print(word.upper())`, "A\nLESSON\nABOUT"],
    [`{"n": x, "even": x % 2 == 0}`, `{'n': ${n}, 'even': ${n % 2 === 0 ? "True" : "False"}}`],
    [
      `class Point:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n    def __repr__(self):\n        return f"Point({self.x}, {self.y})"\n\nPoint(x, 2)`,
      `Point(${n}, 2)`,
    ],
    [`try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    print(error)`, "division by zero"],
    [`total = sum(range(100_000))\nprint(total)`, "4999950000"],
    [`import json\nprint(json.dumps({"x": x}))`, `{"x": ${n}}`],
    [`print("\\n".join(str(k) for k in range(20)))`, Array.from({ length: 20 }, (_, k) => k).join("\n")],
    [`math.gcd(x, 12), "done"`, `(${gcd(n, 12)}, 'done')`],
  ];
}

function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}
