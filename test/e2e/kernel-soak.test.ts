import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { pythonEnvironment } from "./python-environment.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

describe("npm run soak, in short", () => {
  it("loses no first output in 50 cycles, and leaves nothing behind them or after 5 kills", async () => {
    const env = { ...process.env, NBPROOF_TEST_PYTHON: await pythonEnvironment() };
    const soak = ["test/soak/soak.mjs", "--cycles", "50", "--spawned", "8", "--embedded", "8", "--kills", "5"];
    const { stdout } = await run(process.execPath, soak, { cwd: root, env });
    expect(stdout).toContain('"lost": []');
    expect(stdout).toContain('"survivors": []');
    expect(stdout).not.toContain("FAULT");
  }, 300_000);
});
