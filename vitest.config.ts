import { availableParallelism } from "node:os";

import { defineConfig, type ViteUserConfig } from "vitest/config";

const unitTests = ["test/**/*.test.ts"];
const realKernelTests = ["test/e2e/**/*.test.ts"];
// What they measure, of memory or of what is left after a while, is that of the machine.
const loneTests = ["flood", "kernel-soak", "pyodide-memory"].map((name) => `test/e2e/${name}.test.ts`);
const browserTests = ["test/browser/**/*.test.ts"];
// npm run test:servers
const serverTests = ["test/servers/**"];
const otherTests = [...realKernelTests, ...browserTests, ...serverTests];

// .ci/run counts from this file.
const results = process.env["NBPROOF_TEST_RESULTS"];

const realKernels = { globalSetup: "test/e2e/build-sources.ts", testTimeout: 120_000, hookTimeout: 120_000 };

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: results }]],
    // Tests of real kernels wait for them half of their time.
    maxWorkers: Math.max(availableParallelism(), 2),
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
      // The parts that decide what is right and what is wrong; judged over all tests, unit and real kernels.
      thresholds: Object.fromEntries(
        ["spec", "pattern", "notebook", "check"].map((part) => [`src/${part}/**`, { lines: 95 }]),
      ),
    },
    projects: [
      // No test is about time: this only ends one that hangs, on a machine with other things to do as well. Modules have
      // no state, so that files of tests can share them: loading them anew for each takes twice as long as the tests.
      {
        test: { name: "unit", include: unitTests, exclude: otherTests, isolate: false, testTimeout: 60_000 },
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
          // Of the first run: a virtual environment with JupyterLab is made.
          hookTimeout: 300_000,
        },
      },
    ],
  },
});

export default config;
