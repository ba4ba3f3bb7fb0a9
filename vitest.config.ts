import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const ofBrowser = ["components/**/*.test.{ts,tsx}", "lib/client/**/*.test.ts"];
const ofServer = ["*.test.ts", "{lib,app,prisma,scripts,docs}/**/*.test.ts"];
/**
 * Tests that replace modules: each needs modules of its own. The others share theirs, because to load the server, or React and a browser,
 * anew for each costs as much as the tests.
 */
const replacingIn = (...folders: string[]) =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)))
    .filter((file) => /\.test\.tsx?$/.test(file) && /\bvi\.(mock|doMock|resetModules)\(/.test(readFileSync(file, "utf8")));
const replacing = replacingIn("components", "lib/client");
const replacingOfServer = replacingIn("app", "lib/server", "lib/contract", "lib/testing", "prisma", "scripts");

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
    // Children that look at files and pictures have the lowest priority, so a busy machine lets them wait for all other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine may take longer than the second that `expect.poll` waits otherwise.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 3,
    restoreMocks: true,
    setupFiles: ["lib/testing/strict-console.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          // What the product keeps for a process is forgotten between files.
          isolate: false,
          include: ofServer,
          exclude: ["lib/client/**", ...replacingOfServer],
          setupFiles: ["lib/testing/forget-process.ts"],
          globalSetup: ["lib/testing/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "node, own modules",
          environment: "node",
          include: replacingOfServer,
          globalSetup: ["lib/testing/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          pool: "threads",
          isolate: false,
          include: ofBrowser,
          exclude: replacing,
          setupFiles: ["components/test-setup.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "dom, own modules",
          environment: "jsdom",
          // A thread for each file begins in half the time of a process.
          pool: "threads",
          include: replacing,
          setupFiles: ["components/test-setup.ts"],
        },
      },
    ],
  },
});
