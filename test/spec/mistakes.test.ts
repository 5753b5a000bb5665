import { expect, it } from "vitest";
import { diagnose } from "./read-files.ts";
import { mistakes } from "./mistakes.ts";

it("test/spec/mistakes.txt has what is said of each mistake (vitest --update writes it)", async () => {
  const told: string[] = [];
  for (const [what, yaml] of Object.entries(mistakes)) {
    const said = await diagnose(yaml);
    // A mistake that nothing is said of is the worst of all.
    expect(said, what).not.toEqual([]);
    told.push(`== ${what}\n${yaml.trimEnd()}\n--\n${said.join("\n")}\n`);
  }
  await expect(told.join("\n")).toMatchFileSnapshot("mistakes.txt");
});
