import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutboundEvent } from "#lib/server/events/bus.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { connectTo } from "#lib/testing/processes.ts";
import { waitFor } from "#lib/testing/sockets.ts";
import { freePort } from "#lib/testing/throwaway-postgres.ts";
import { useTwoProcesses } from "#lib/testing/two-processes.ts";

// The examples of docs/operations.md run as they are written, but with other ports and without TLS.
const document = readFileSync(join(import.meta.dirname, "docs/operations.md"), "utf8");
const blockOf = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(document)?.[1] ?? "";
const folder = mkdtempSync(join(tmpdir(), "handraise-proxy-"));
const has = (name: string) => {
  try {
    execFileSync("which", [name], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const proxies = {
  nginx: (port: number) => {
    const site = blockOf("nginx")
      .replace("listen 443 ssl http2;", `listen 127.0.0.1:${port};`)
      .replace(/^ *ssl_certificate.*$/gm, "");
    const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
    return {
      text: `pid ${folder}/nginx.pid; daemon off; error_log stderr; events {} http { access_log off; ${paths} ${site} }`,
      args: ["-p", folder, "-c"],
    };
  },
  caddy: (port: number) => ({
    text: `{\n\tadmin off\n\tauto_https off\n}\n${blockOf("caddy").replace("handraise.example.edu", `http://127.0.0.1:${port}`)}`,
    args: ["run", "--adapter", "caddyfile", "--config"],
  }),
};

useTestDatabase();
const { redis, pair } = await useTwoProcesses();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(["nginx", "caddy"] as const)("%s, as docs/operations.md sets it up", (name) => {
  const skip = !redis || !has(name);
  let proxy: ChildProcess;
  let url: string;
  beforeAll(async () => {
    if (skip) return;
    const port = await freePort();
    const { text, args } = proxies[name](port);
    const file = join(folder, `${name}.conf`);
    writeFileSync(
      file,
      text.replaceAll("127.0.0.1:8001", `127.0.0.1:${pair.a.port}`).replaceAll("127.0.0.1:8002", `127.0.0.1:${pair.b.port}`),
    );
    let said = "";
    proxy = spawn(name, [...args, file], { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: folder } });
    proxy.stderr?.on("data", (chunk) => (said += chunk));
    url = `http://127.0.0.1:${port}`;
    await waitFor(() => {
      if (proxy.exitCode !== null) throw new Error(said);
      return fetch(`${url}/api/health`)
        .then(({ ok }) => ok)
        .catch(() => false);
    });
  });
  afterAll(async () => {
    if (skip || proxy.exitCode !== null) return;
    const gone = once(proxy, "exit");
    // SIGKILL for Caddy, because it would wait for the polls of clients that left. SIGTERM for nginx, because it must end its workers.
    proxy.kill(name === "nginx" ? "SIGTERM" : "SIGKILL");
    await gone;
  });

  it.skipIf(skip)("carries WebSockets and polling to two processes, and facts to all of them", async () => {
    const ways = [["websocket"], ["websocket"], ["polling"], ["polling"], ["polling", "websocket"], ["polling", "websocket"]] as const;
    const people = await Promise.all([...ways, ...ways].map(async (way) => ({ way, person: await makeStudent() })));
    const clients = await Promise.all(
      people.map(async ({ way, person }) => ({ way, person, ...(await connectTo(url, person.token, [...way])) })),
    );

    await Promise.all(
      clients
        .filter(({ way }) => way.at(-1) === "websocket")
        .map(({ client }) => waitFor(() => client.io.engine.transport.name === "websocket")),
    );
    const toAll = (seq: number) =>
      people.map(
        ({ person }): OutboundEvent => ({ to: "user", userId: person.user.id, event: "notifications:head", body: { seq, epoch: "e" } }),
      );
    await pair.a.ask("publish", toAll(1));
    await pair.b.ask("publish", toAll(2));
    await Promise.all(clients.map(({ received }) => waitFor(() => received.length === 2)));

    for (const { client } of clients) expect(await client.emitWithAck("ping")).toEqual({ ok: true });

    for (const { client } of clients) client.disconnect();
  });
});
