import { defineConfig, type ViteUserConfig } from "vitest/config";

const unitTests = ["test/**/*.test.ts"];
const realKernelTests = ["test/e2e/**/*.test.ts"];

const config: ViteUserConfig = defineConfig({
  test: {
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
    },
    projects: [
      { test: { name: "unit", include: unitTests, exclude: realKernelTests } },
      {
        test: {
          name: "e2e",
          include: realKernelTests,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

export default config;
