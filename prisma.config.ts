import { defineConfig } from "prisma/config";

// `generate` asks for a schema engine that it does not use, and would download it. Any program that exists will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Only the Prisma CLI on a networked machine reads this; the app applies its migrations itself (lib/server/db/migrate.ts).
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/handraise" },
});
