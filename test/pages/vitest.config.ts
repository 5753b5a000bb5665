import { defineConfig, type ViteUserConfig } from "vitest/config";

// Not part of npm test: each notebook of the course runs whole in JupyterLab, which takes minutes.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/pages/**/*.test.ts"],
    globalSetup: "test/e2e/build-sources.ts",
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

export default config;
