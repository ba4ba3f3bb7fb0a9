import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3Config } from "#lib/server/config.ts";
import { freePort } from "./throwaway-postgres";

const call = promisify(execFile);
const kinds = ["account", "container", "object"] as const;

export type TestBucket = { s3: S3Config & { endpoint: string }; stop: () => void };

/**
 * Starts OpenStack Swift with its S3 interface and makes a bucket. Its servers are plain processes on free ports, from Debian's packages
 * swift-proxy, swift-account, swift-container and swift-object. null where these are not installed.
 */
export async function startBucket(): Promise<TestBucket | null> {
  const isInstalled = await call("sh", [
    "-c",
    "command -v swift-proxy-server swift-account-server swift-container-server swift-object-server",
  ])
    .then(() => true)
    .catch(() => false);
  if (!isInstalled) return null;
  const folder = mkdtempSync(join(tmpdir(), "handraise-swift-"));
  const servers: ChildProcess[] = [];
  const stop = () => {
    for (const server of servers) server.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = await start(folder, servers);
    const s3 = {
      endpoint,
      bucket: "lectures",
      region: "us-east-1",
      credentials: { accessKeyId: "test:tester", secretAccessKey: "testing" },
    };
    await makeBucket(s3);
    return { s3, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

async function start(folder: string, servers: ChildProcess[]): Promise<string> {
  mkdirSync(join(folder, "devices/one"), { recursive: true });
  write(folder, "swift.conf", {
    "swift-hash": { swift_hash_path_suffix: "test", swift_hash_path_prefix: "test" },
    "storage-policy:0": { name: "one", default: "yes" },
  });
  const common = { bind_ip: "127.0.0.1", workers: 0, user: userInfo().username, swift_dir: folder, log_level: "ERROR" };
  const run = (kind: string) =>
    servers.push(spawn(`swift-${kind}-server`, [join(folder, `${kind}.conf`)], { stdio: "ignore", cwd: folder }));
  await Promise.all(
    kinds.map(async (kind) => {
      const port = await freePort();
      const builder = (...args: string[]) => call("swift-ring-builder", [join(folder, `${kind}.builder`), ...args]);
      await builder("create", "4", "1", "1");
      await builder("add", `r1z1-127.0.0.1:${port}/one`, "1");
      await builder("rebalance");
      write(folder, `${kind}.conf`, {
        DEFAULT: { ...common, bind_port: port, devices: join(folder, "devices"), mount_check: "false" },
        "pipeline:main": { pipeline: `${kind}-server` },
        [`app:${kind}-server`]: { use: `egg:swift#${kind}` },
      });
      run(kind);
    }),
  );
  const port = await freePort();
  write(folder, "proxy.conf", {
    DEFAULT: { ...common, bind_port: port },
    "pipeline:main": { pipeline: "catch_errors cache s3api tempauth bulk slo dlo proxy-server" },
    "app:proxy-server": { use: "egg:swift#proxy", allow_account_management: "true", account_autocreate: "true", ...patient },
    "filter:catch_errors": { use: "egg:swift#catch_errors" },
    // No memcached listens there, and Swift works without one.
    "filter:cache": { use: "egg:swift#memcache", memcache_servers: "127.0.0.1:1" },
    "filter:s3api": { use: "egg:swift#s3api", location: "us-east-1" },
    "filter:tempauth": { use: "egg:swift#tempauth", user_test_tester: "testing .admin" },
    "filter:bulk": { use: "egg:swift#bulk" },
    "filter:slo": { use: "egg:swift#slo" },
    "filter:dlo": { use: "egg:swift#dlo" },
  });
  run("proxy");
  return `http://127.0.0.1:${port}`;
}

function write(folder: string, name: string, sections: Record<string, Record<string, string | number>>): void {
  const lines = Object.entries(sections).flatMap(([section, values]) => [
    `[${section}]`,
    ...Object.entries(values).map(([key, value]) => `${key} = ${value}`),
  ]);
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
}

/** Without these the proxy ignores a server for a minute after errors, which servers that are still starting cause. */
const patient = { error_suppression_limit: 100_000, error_suppression_interval: 0 };

/** Makes the bucket, and an object in it, once the servers are up. Each of them starts by itself, the one of objects often last. */
async function makeBucket({ endpoint, bucket, region, credentials }: S3Config): Promise<void> {
  const client = new S3Client({
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
  });
  await eventually(() => client.send(new CreateBucketCommand({ Bucket: bucket })));
  const object = { Bucket: bucket, Key: "begun" };
  await eventually(() => client.send(new PutObjectCommand({ ...object, Body: "" })));
  await eventually(() => client.send(new DeleteObjectCommand(object)));
}

/** Tries for a minute. */
async function eventually(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      await act();
      return;
    } catch (error) {
      if (attempt === 240) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
}
