import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig, variables } from "./config";

const folder = mkdtempSync(join(tmpdir(), "handraise-config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const load = (env: Record<string, string>) => loadConfig({ NODE_ENV: "production", DATA_DIR: folder, ...env });
const server = { DATABASE_URL: "postgresql://db.example/handraise", NEXTAUTH_SECRET: "s".repeat(32) };

describe("loadConfig", () => {
  it("needs nothing: embedded database, loopback, a secret of its own that stays the same", () => {
    const made = load({});

    expect(made).toMatchObject({
      port: 8000,
      host: "127.0.0.1",
      databaseUrl: null,
      publicUrl: "http://localhost:8000",
      accessTokenTtl: 900,
      refreshTokenTtl: 2_592_000,
      registration: "open",
      adminTwoFactor: "optional",
      rateLimits: true,
    });
    expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
    expect(Buffer.byteLength(made.secrets[0] ?? "")).toBeGreaterThanOrEqual(32);
    expect(load({}).secrets).toEqual(made.secrets);
  });

  it("takes a new secret from the line above the generated one, and no line that is none", () => {
    const file = join(folder, "secret");
    const [old = ""] = load({}).secrets;

    writeFileSync(file, `${"n".repeat(32)}\n${old}\n`);
    expect(load({}).secrets).toEqual(["n".repeat(32), old]);

    writeFileSync(file, `short\n${old}`);
    expect(() => load({})).toThrow(`${file} must hold secrets of at least 32 bytes, one a line`);

    writeFileSync(file, "");
    expect(() => load({})).toThrow("must hold secrets");

    writeFileSync(file, old);
  });

  it("takes an empty variable for an unset one", () => {
    expect(load({ PORT: "", DATABASE_URL: "", CORS_ORIGIN: "", REGISTRATION: "" })).toMatchObject({
      port: 8000,
      databaseUrl: null,
      corsOrigins: [],
    });
  });

  it("counts the loopback names with the own port and the public address as own", () => {
    expect(load({ PORT: "9000", NEXTAUTH_URL: "https://ask.example.edu/" })).toMatchObject({
      publicUrl: "https://ask.example.edu",
      ownOrigins: ["http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000", "https://ask.example.edu"],
    });
    expect(load({ CORS_ORIGIN: "https://a.example, http://b.example:81" }).corsOrigins).toEqual([
      "https://a.example",
      "http://b.example:81",
    ]);
    expect(load({ CORS_ORIGIN: "*" }).corsOrigins).toBe("*");
  });

  it("listens everywhere with a server database and takes several secrets", () => {
    expect(load({ ...server, NEXTAUTH_SECRET: `${"a".repeat(32)},${"b".repeat(40)}` })).toMatchObject({
      host: undefined,
      secrets: ["a".repeat(32), "b".repeat(40)],
    });
  });

  it("believes the proxies it is told of", () => {
    const { trustProxy } = load({ TRUST_PROXY: "10.0.0.0/8, ::1" });
    expect([trustProxy.check("10.1.2.3"), trustProxy.check("11.1.2.3"), trustProxy.check("::1", "ipv6")]).toEqual([true, false, true]);
  });

  it("makes this one of several processes with the address of a Redis", () => {
    expect([load({}).redisUrl, load({ REDIS_URL: "" }).redisUrl]).toEqual([null, null]);
    for (const url of ["redis://127.0.0.1:6379", "rediss://app:secret@redis.example:6380/1", "redis://[::1]:6379/"])
      expect(load({ REDIS_URL: url }).redisUrl).toBe(url);
    for (const url of ["127.0.0.1:6379", "redis://", "redis:///1", "redis://host:port", "redis://host/name"])
      expect(() => load({ REDIS_URL: url }), url).toThrow("REDIS_URL must be");
  });

  it("stops with the whole list of what is wrong", () => {
    const wrong = {
      PORT: "80x",
      DATABASE_URL: "mysql://x",
      REDIS_URL: "http://x",
      CORS_ORIGIN: "not an origin",
      TRUST_PROXY: "10.0.0.0/99",
      ACCESS_TOKEN_TTL: "15",
      REGISTRATION: "maybe",
      ADMIN_TWO_FACTOR: "yes",
      RATE_LIMITS: "0",
      LOG_LEVEL: "loud",
      NEXTAUTH_URL: "nowhere",
    };
    let message = "";

    try {
      load(wrong);
    } catch (error) {
      message = (error as Error).message;
    }

    for (const name of [...Object.keys(wrong), "NEXTAUTH_SECRET"]) expect(message).toContain(`  - ${name} `);
    expect(() => load({ ...server, NEXTAUTH_SECRET: "short" })).toThrow("at least 32 bytes");
  });

  it("keeps videos in a bucket when one is named, in files otherwise", () => {
    expect(load({})).toMatchObject({ s3: null, uploadMaxBytes: 5 * 1024 ** 3 });
    expect(load({ UPLOAD_MAX_SIZE: "500MB" }).uploadMaxBytes).toBe(500 * 1024 ** 2);
    expect(
      load({ S3_ENDPOINT: "http://127.0.0.1:8080", S3_BUCKET: "lectures", S3_ACCESS_KEY_ID: "a", S3_SECRET_ACCESS_KEY: "b" }).s3,
    ).toEqual({
      endpoint: "http://127.0.0.1:8080",
      bucket: "lectures",
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    for (const [env, message] of [
      [{ S3_ENDPOINT: "https://s3.example.edu" }, "S3_BUCKET is required"],
      [{ S3_BUCKET: "lectures", S3_ACCESS_KEY_ID: "a" }, "go together"],
      [{ S3_BUCKET: "lectures", S3_ENDPOINT: "s3.example.edu" }, "S3_ENDPOINT must be"],
      [{ UPLOAD_MAX_SIZE: "5 gigabytes" }, "UPLOAD_MAX_SIZE must be"],
    ] as const)
      expect(() => load(env)).toThrow(message);
  });

  it("has every variable in the README and in the example of a .env", () => {
    const textOf = (file: string) => readFileSync(resolve(import.meta.dirname, "../..", file), "utf8");
    const [readme, example] = [textOf("README.md"), textOf(".env.example")];
    expect(variables.filter((name) => !readme.includes(`\`${name}\``) || !new RegExp(`^# ${name}=`, "m").test(example))).toEqual([]);
    expect([...example.matchAll(/^# ([A-Z0-9_]+)=/gm)].map(([, name]) => name).filter((name) => !variables.includes(name ?? ""))).toEqual(
      [],
    );
  });
});
