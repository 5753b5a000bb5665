import { defineConfig, type ViteUserConfig } from "vitest/config";

const unitTests = ["test/**/*.test.ts"];
const realKernelTests = ["test/e2e/**/*.test.ts"];
const browserTests = ["test/browser/**/*.test.ts"];
// npm run test:servers
const serverTests = ["test/servers/**"];
const otherTests = [...realKernelTests, ...browserTests, ...serverTests];

// .ci/run counts from this file.
const results = process.env["NBPROOF_TEST_RESULTS"];

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: results === undefined ? ["default"] : ["default", ["json", { outputFile: results }]],
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
      // No test is about time: this only ends one that hangs, on a machine with other things to do as well.
      {
        test: { name: "unit", include: unitTests, exclude: otherTests, testTimeout: 60_000 },
      },
      {
        test: {
          name: "e2e",
          include: realKernelTests,
          globalSetup: "test/e2e/build-sources.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "browser",
          include: browserTests,
          globalSetup: "test/e2e/build-sources.ts",
          testTimeout: 120_000,
          // Of the first run: a virtual environment with JupyterLab is made.
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

export default config;
