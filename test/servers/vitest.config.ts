import { defineConfig, type ViteUserConfig } from "vitest/config";

// Not part of npm test: it makes four virtual environments, and runs the course four times.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/servers/**/*.test.ts"],
    globalSetup: "test/e2e/build-sources.ts",
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default config;
