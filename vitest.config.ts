import { defineConfig } from "vitest/config";

// What the configuration needs, whatever the shell of whoever runs the tests says.
const env = {
  NODE_ENV: "test" as const,
  LOG_LEVEL: "silent",
  PORT: "8000",
  NEXTAUTH_SECRET: "a-secret-for-tests-of-more-than-32-bytes",
  DATABASE_URL: "",
  REDIS_URL: "",
  NEXTAUTH_URL: "",
  CORS_ORIGIN: "",
};

export default defineConfig({
  test: {
    env,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    restoreMocks: true,
    setupFiles: ["lib/testing/strict-console.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["*.test.ts", "{lib,app,prisma,scripts,docs}/**/*.test.ts"],
          exclude: ["lib/client/**"],
          globalSetup: ["lib/testing/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          // A thread for each file begins in half the time of a process.
          pool: "threads",
          include: ["components/**/*.test.{ts,tsx}", "lib/client/**/*.test.ts"],
          setupFiles: ["components/load-parts.ts"],
        },
      },
    ],
  },
});
