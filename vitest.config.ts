import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Most tests wait for programs, so more of them than cores may run at once.
    maxWorkers: "150%",
  },
});
