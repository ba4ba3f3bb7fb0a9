import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import type { BlockList } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { address, blockList, bytes, duration, isRedisUrl, isSmtpUrl, list, originOf, secret, unitBytes } from "./config-values";
import { makeDataDir } from "./data-dir";
import { remember } from "./remember";

export type S3Config = {
  /** Undefined: Amazon's own. */
  endpoint: string | undefined;
  bucket: string;
  region: string;
  /** Undefined: the AWS SDK finds them, for example in the role of the machine. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
};

export type Config = {
  port: number;
  /** Undefined: every address of the machine. */
  host: string | undefined;
  /** Null: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  /** Null: this is the only process. */
  redisUrl: string | null;
  /** Where videos are stored; null for files below `dataDir`. */
  s3: S3Config | null;
  /** The largest file that can be uploaded, in bytes. */
  uploadMaxBytes: number;
  /** False: ffmpeg is not used, even if it is installed. */
  ffmpeg: boolean;
  /** The first secret signs; all of them verify. */
  secrets: string[];
  /** The public address, without a slash at the end. */
  publicUrl: string;
  /** The origins that count as our own. */
  ownOrigins: string[];
  /** Other origins that may use REST and sockets; "*" is any, without credentials. */
  corsOrigins: string[] | "*";
  trustProxy: BlockList;
  /** In seconds. */
  accessTokenTtl: number;
  refreshTokenTtl: number;
  registration: "open" | "closed";
  /** Whether admins must have two-factor sign-in. */
  adminTwoFactor: "optional" | "required";
  rateLimits: boolean;
  /** Whether Next calls the routes below `app/api`, as in development, instead of the server itself. */
  apiThroughNext: boolean;
  /** Null: no email is sent, and admins hand out links themselves. */
  smtpUrl: string | null;
  /** The sender of email: an address, or a name and an address in angle brackets. */
  mailFrom: string;
  /** How long the audit log keeps its entries, in seconds. */
  auditKeep: number;
  /** The token for `/metrics`; null: only this machine may read it. */
  metricsToken: string | null;
  logLevel: string;
  dev: boolean;
};

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port number")
    .transform(Number)
    .refine((port) => port <= 65_535, "must be at most 65535")
    .default(8000),
  HOST: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be a postgresql:// address")
    .optional(),
  DATA_DIR: z.string().default(".data"),
  REDIS_URL: z.string().refine(isRedisUrl, "must be a redis:// or rediss:// address").optional(),
  S3_ENDPOINT: z
    .string()
    .refine((text) => originOf(text) !== null, "must be an address such as https://s3.example.edu")
    .optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  UPLOAD_MAX_SIZE: bytes.default(5 * unitBytes.GB),
  FFMPEG: z.enum(["on", "off"], "must be on or off").default("on"),
  CORS_ORIGIN: list
    .pipe(
      z.array(
        z.string().refine((entry) => entry === "*" || originOf(entry) !== null, "must hold origins such as https://app.example.edu, or *"),
      ),
    )
    .default([]),
  TRUST_PROXY: list.pipe(z.array(address)).default([]),
  NEXTAUTH_URL: z
    .string()
    .refine(
      (text) => originOf(text) !== null,
      "must be the public http(s) address without a path, such as https://ask.example.edu: Handraise is served from the root of its address",
    )
    .optional(),
  NEXTAUTH_SECRET: list.pipe(z.array(secret).min(1)).optional(),
  ACCESS_TOKEN_TTL: duration.default(15 * 60),
  REFRESH_TOKEN_TTL: duration.default(30 * 86_400),
  REGISTRATION: z.enum(["open", "closed"], "must be open or closed").default("open"),
  ADMIN_TWO_FACTOR: z.enum(["optional", "required"], "must be optional or required").default("optional"),
  RATE_LIMITS: z.enum(["on", "off"], "must be on or off").default("on"),
  API_THROUGH_NEXT: z.enum(["on", "off"], "must be on or off").default("off"),
  SMTP_URL: z.string().refine(isSmtpUrl, "must be an smtp:// or smtps:// address").optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      "must be an address, or a name and an address: Handraise <ask@example.edu>",
    )
    .optional(),
  AUDIT_KEEP: duration.default(365 * 86_400),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, "must have at least 16 characters, without spaces")
    .optional(),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be fatal, error, warn, info, debug, trace or silent")
    .default("info"),
});

/** The names of all variables. */
export const variables: readonly string[] = Object.keys(environment.shape);

function s3Config(value: z.output<typeof environment>): S3Config | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = value;
  if (!bucket) return null;
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return { endpoint: value.S3_ENDPOINT, bucket, region: value.S3_REGION, credentials };
}

/**
 * The secrets of an embedded installation, from a file that only this user can read. Makes one at the first start. A new secret is put on a
 * line above the others.
 * @throws Error when the file holds something that is no secret
 */
function generatedSecrets(dataDir: string): string[] {
  const file = resolve(dataDir, "secret");
  makeDataDir(dataDir);
  try {
    // "wx": of two processes that start at once, one makes the file and both read it.
    writeFileSync(file, Buffer.from(crypto.getRandomValues(new Uint8Array(48))).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  chmodSync(file, 0o600);
  const parsed = z
    .array(secret)
    .min(1)
    .safeParse(
      readFileSync(file, "utf8")
        .split(/[\s,]+/)
        .filter(Boolean),
    );
  if (!parsed.success) throw new Error(`The configuration is not usable:\n  - ${file} must hold secrets of at least 32 bytes, one a line`);
  return parsed.data;
}

/** Reads the configuration. An empty variable counts as unset. @throws Error whose message lists everything that is wrong, one line each */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const nonEmpty = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(nonEmpty);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  if (nonEmpty.DATABASE_URL && !nonEmpty.NEXTAUTH_SECRET)
    wrong.push("NEXTAUTH_SECRET is required with DATABASE_URL: 32 bytes or more, for example from `openssl rand -base64 48`");
  if (!nonEmpty.S3_BUCKET && Object.keys(nonEmpty).some((name) => name.startsWith("S3_")))
    wrong.push("S3_BUCKET is required with the other S3_ variables");
  if (Boolean(nonEmpty.S3_ACCESS_KEY_ID) !== Boolean(nonEmpty.S3_SECRET_ACCESS_KEY))
    wrong.push("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together");
  if (!parsed.success || wrong.length > 0)
    throw new Error(`The configuration is not usable:\n${[...new Set(wrong)].map((line) => `  - ${line}`).join("\n")}`);
  const value = parsed.data;
  const dataDir = resolve(value.DATA_DIR);
  const dev = env.NODE_ENV !== "production" && env.NODE_ENV !== "test";
  const publicUrl = (value.NEXTAUTH_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, "");
  const ownOrigins = ["localhost", "127.0.0.1", "[::1]"].map((host) => new URL(`http://${host}:${value.PORT}`).origin);
  return {
    port: value.PORT,
    host: value.HOST ?? (value.DATABASE_URL ? undefined : "127.0.0.1"),
    databaseUrl: value.DATABASE_URL ?? null,
    dataDir,
    redisUrl: value.REDIS_URL ?? null,
    s3: s3Config(value),
    uploadMaxBytes: value.UPLOAD_MAX_SIZE,
    ffmpeg: value.FFMPEG === "on",
    secrets: value.NEXTAUTH_SECRET ?? generatedSecrets(dataDir),
    publicUrl,
    ownOrigins: [...new Set([...ownOrigins, new URL(publicUrl).origin])],
    corsOrigins: value.CORS_ORIGIN.includes("*") ? "*" : value.CORS_ORIGIN.map((entry) => new URL(entry).origin),
    trustProxy: blockList(value.TRUST_PROXY),
    accessTokenTtl: value.ACCESS_TOKEN_TTL,
    refreshTokenTtl: value.REFRESH_TOKEN_TTL,
    registration: value.REGISTRATION,
    adminTwoFactor: value.ADMIN_TWO_FACTOR,
    rateLimits: value.RATE_LIMITS === "on",
    apiThroughNext: value.API_THROUGH_NEXT === "on" || dev,
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM ?? `Handraise <no-reply@${new URL(publicUrl).hostname}>`,
    auditKeep: value.AUDIT_KEEP,
    metricsToken: value.METRICS_TOKEN ?? null,
    logLevel: value.LOG_LEVEL,
    dev,
  };
}

/** The configuration of this process, read at the first call. */
export function config(): Config {
  return remember("config", () => loadConfig(process.env));
}
