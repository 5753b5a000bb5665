import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

import { defineConfig, type ViteUserConfig } from "vitest/config";

const unitTests = ["test/**/*.test.ts"];
// They load modules anew, which those of other files would notice: what a package keeps is then there already.
const moduleTests = ["test/regexps.test.ts", "test/targets/choose-server-kernels.test.ts"];
const realKernelTests = ["test/e2e/**/*.test.ts"];
// What they measure, of memory or of what is left after a while, is that of the machine.
const loneTests = ["flood", "kernel-soak", "pyodide-memory"].map((name) => `test/e2e/${name}.test.ts`);
const browserTests = ["test/browser/**/*.test.ts"];
// npm run test:servers
const serverTests = ["test/servers/**"];
// npm run test:browser:all
const pageTests = ["test/pages/**"];
const otherTests = [...moduleTests, ...realKernelTests, ...browserTests, ...serverTests, ...pageTests];

// .ci/run counts from this file.
const results = process.env["NBPROOF_TEST_RESULTS"];

/** At least so many per cent of the lines of each room. */
function linesOf(lines: number, rooms: readonly string[]): Record<string, { lines: number }> {
  // Where vitest finds no file, it finds no fault either.
  const gone = rooms.filter((room) => !existsSync(`src/${room.replace("/*.ts", "")}`));
  if (gone.length > 0) throw new Error(`There is no src/${gone.join(", src/")} whose lines could be counted`);
  return Object.fromEntries(rooms.map((room) => [room.endsWith(".ts") ? `src/${room}` : `src/${room}/**`, { lines }]));
}

const realKernels = { globalSetup: "test/e2e/build-sources.ts", testTimeout: 120_000, hookTimeout: 120_000 };

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: results }]],
    // Tests of real kernels wait for them a good part of their time.
    maxWorkers: availableParallelism() + 1,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      // Judged over all tests, unit and real kernels.
      thresholds: {
        // The rooms that decide what is right and what is wrong.
        ...linesOf(95, ["spec", "pattern", "notebook", "check"]),
        // Of kernel/pyodide/worker nothing is counted: it runs in threads, from dist/, in each test of an embedded kernel.
        ...linesOf(90, [
          "engine",
          "run",
          "client",
          "bridge",
          "record",
          "kernel/*.ts",
          "kernel/zmq",
          "kernel/pyodide/*.ts",
        ]),
      },
    },
    projects: [
      // No test is about time: this only ends one that hangs, on a machine with other things to do as well. What modules
      // keep is right for every file, so that files of tests can share them: loading them anew for each takes twice as
      // long as the tests.
      {
        test: { name: "unit", include: unitTests, exclude: otherTests, isolate: false, testTimeout: 60_000 },
      },
      {
        test: { name: "unit-modules", include: moduleTests, testTimeout: 60_000 },
      },
      {
        test: { name: "e2e", include: realKernelTests, exclude: loneTests, ...realKernels },
      },
      {
        test: { name: "alone", include: loneTests, fileParallelism: false, ...realKernels },
      },
      {
        test: {
          name: "browser",
          include: browserTests,
          ...realKernels,
          // A page is asked again until it says so: as long as Playwright waits for what it looks for.
          expect: { poll: { timeout: 30_000 } },
          // Of the first run: a virtual environment with JupyterLab is made.
          hookTimeout: 300_000,
        },
      },
    ],
  },
});

export default config;
