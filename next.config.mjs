/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // `next dev` would write an AGENTS.md of its own.
  agentRules: false,
  // Loaded by Node itself: they hold native or generated code, or state that must be one per process.
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "@electric-sql/pglite",
    "@node-rs/argon2",
    "@zxcvbn-ts/language-common",
    "@aws-sdk/client-s3",
    "@aws-sdk/s3-request-presigner",
    "@tus/file-store",
    "@tus/s3-store",
    "@tus/server",
    "mediabunny",
    "pg",
    "pg-boss",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
  ],
  // `npm test` checks types once, for everything; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  // A title belongs to the first thing that is seen: without this Next may send it after the page, which then has none for a while.
  htmlLimitedBots: /.*/,
  // No picture goes through the optimizer, so it is not there to be attacked.
  images: { unoptimized: true },
  // A page's modules are loaded when it is first asked for. Otherwise the start waits for all of them, and for routes that the server calls
  // itself (lib/server/api/serve-api.ts).
  experimental: { preloadEntriesOnStart: false },
};
