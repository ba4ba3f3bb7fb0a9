import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Message, ThreadWithMessages } from "#lib/contract/discussions.ts";
import type { InboxPage } from "#lib/contract/notifications.ts";
import { freePort } from "#lib/testing/throwaway-postgres.ts";
import { ApiClient, askByRest } from "./client";
import { expect, test } from "./fixtures";
import { AppServer, embedded } from "./server";

test("kill -9 in the middle of 50 replies side by side: every reply that was answered 201 is there, once, with its notification", async () => {
  const server = await AppServer.create(embedded);
  try {
    const [student, lecturer] = [await ApiClient.signIn(server.url, "student"), await ApiClient.signIn(server.url, "lecturer")];
    const thread = await askByRest(student, "What happens when the power goes out?");
    let answered = 0;
    const send = async (n: number): Promise<Message | null> => {
      try {
        const answer = await lecturer.call<Message>(
          "POST",
          `/api/discussions/threads/${thread.id}/messages`,
          { content: `Reply ${n}` },
          { "idempotency-key": `reply-${n}` },
        );
        if (answer.status !== 201 || !answer.body.success) return null;
        answered++;
        if (answered === 20) void server.stop("SIGKILL");
        return answer.body.data;
      } catch {
        return null;
      }
    };
    const replies = (await Promise.all(Array.from({ length: 50 }, (_, n) => send(n)))).filter((reply) => reply !== null);
    expect(replies.length).toBeGreaterThanOrEqual(20);
    await server.stop("SIGKILL");
    await server.start();

    const { messages } = await student.data<ThreadWithMessages>("GET", `/api/discussions/threads/${thread.id}`);
    const stored = messages.map((message) => message.id);
    expect(new Set(stored).size).toBe(stored.length);
    expect(replies.filter((reply) => !stored.includes(reply.id))).toEqual([]);
    const { notifications } = await student.data<InboxPage>("GET", "/api/notifications?limit=100");
    const previews = notifications.filter(
      (notification) => notification.type === "thread/discussion" && notification.payload.threadId === thread.id,
    );
    // One notification for each stored reply, even if its answer was lost.
    expect(previews.length).toBe(stored.length - 1);
    // A retry with the same key finds the stored reply.
    await Promise.all(Array.from({ length: 50 }, (_, n) => send(n)));
    const after = await student.data<ThreadWithMessages>("GET", `/api/discussions/threads/${thread.id}`);
    expect(after.messages.length).toBe(51);
  } finally {
    await server.remove();
  }
});

/**
 * Sends the head of a POST and, once the server has it, the first 5 bytes of the body.
 * @returns what sends the rest and resolves to the status
 */
async function halfSent(client: ApiClient, path: string, body: unknown): Promise<() => Promise<number>> {
  const text = JSON.stringify(body);
  const post = request(`${client.url}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${client.tokens.access_token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
      expect: "100-continue",
    },
  });
  const status = new Promise<number>((done, failed) =>
    post.once("error", failed).once("response", (response) => done(response.resume().statusCode ?? 0)),
  );
  const hasHead = once(post, "continue");
  post.flushHeaders();
  await Promise.race([hasHead, status]);
  post.write(text.slice(0, 5));
  return () => {
    post.end(text.slice(5));
    return status;
  };
}

/** Whether connections to this port are accepted. */
const takesConnections = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).once("error", () => resolve(false));
  });

test("SIGTERM: requests in flight are answered, sockets see `transport close`, exit 0 within 10 s", async () => {
  const server = await AppServer.create(embedded);

  try {
    const student = await ApiClient.signIn(server.url, "student");
    const { io } = await import("socket.io-client");
    const sockets = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const socket = io(server.url, { auth: { token: student.tokens.access_token }, transports: ["websocket"], reconnection: false });
        await new Promise<void>((done, failed) => socket.once("connect", done).once("connect_error", failed));
        return socket;
      }),
    );
    const reasons = Promise.all(sockets.map((socket) => new Promise<string>((done) => socket.once("disconnect", done))));
    // The server has the first part of each request when the signal comes. The rest follows.
    const thread = await askByRest(student, "Will my half-sent reply be lost?");
    const inFlight = await Promise.all(
      Array.from({ length: 10 }, (_, n) => halfSent(student, `/api/discussions/threads/${thread.id}/messages`, { content: `Half ${n}` })),
    );
    const started = Date.now();
    const code = server.stop("SIGTERM");
    await expect.poll(() => takesConnections(server.port)).toBe(false);

    expect(await Promise.all(inFlight.map((finish) => finish()))).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await reasons).toEqual(Array.from({ length: 5 }, () => "transport close"));
    expect(await code).toBe(0);
    expect(Date.now() - started).toBeLessThan(10_000);
  } finally {
    await server.remove();
  }
});

/** How many connections to this port wait to be accepted, by /proc/net/tcp. */
function waitingAt(port: number): number {
  const rows = readFileSync("/proc/net/tcp", "utf8").split("\n").slice(1);
  const listens = "0A";
  const queues = rows.map((row) => row.trim().split(/\s+/)).filter(([, at, , state]) => state === listens && at?.endsWith(`:${hex(port)}`));
  return queues.reduce((sum, [, , , , queue = ""]) => sum + Number.parseInt(queue.split(":")[1] ?? "", 16), 0);
}
const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, "0");

test("a thousand connections that come while the process is busy wait in line, none is turned away", async () => {
  const room = process.platform === "linux" ? Number(readFileSync("/proc/sys/net/core/somaxconn", "utf8")) : 0;
  test.skip(room < 1000, "this system lets fewer wait, whoever listens");
  const server = await AppServer.create(embedded);
  const sockets = [];

  try {
    process.kill(server.pid ?? 0, "SIGSTOP");
    for (let n = 0; n < 1000; n++) sockets.push(connect(server.port, "127.0.0.1").on("error", () => undefined));
    // Nothing is accepted meanwhile. So a connection that is refused for want of room is also refused when it tries again.
    await expect.poll(() => waitingAt(server.port)).toBe(1000);
  } finally {
    for (const socket of sockets) socket.destroy();
    process.kill(server.pid ?? 0, "SIGCONT");
    await server.remove();
  }
});

/** Processor time that the process has used so far, in s. */
const usedBy = (pid: number) => {
  const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  const [user, system] = rest.split(" ").slice(11, 13);
  return (Number(user) + Number(system)) / 100;
};

test("whoever reads its output goes away: the server goes on, and does not spend a core on what nobody reads", async () => {
  test.skip(process.platform !== "linux", "read from /proc");
  const server = await AppServer.create(embedded);

  try {
    const share = async () => {
      const [began, before] = [performance.now(), usedBy(server.pid ?? 0)];
      await new Promise((over) => setTimeout(over, 1000));
      return (1000 * (usedBy(server.pid ?? 0) - before)) / (performance.now() - began);
    };
    const idle = await share();
    server.stopReading();
    // Next logs each of these requests.
    for (let n = 0; n < 3; n++) await fetch(`${server.url}/login`, { method: "POST", headers: { "next-action": "none" }, body: "x" });
    // The work on these requests ends. A loop that tries to write output which nobody reads would not.
    await expect.poll(share, { timeout: 30_000 }).toBeLessThan(idle + 0.25);
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  } finally {
    // SIGKILL, because a process in such a loop would not handle SIGTERM.
    await server.stop("SIGKILL");
    await server.remove();
  }
});

/** `npm start` as a program runs it that knows npm alone, once it is ready. `stop` ends npm, which is all that such a program can end. */
async function npmStart(env: Record<string, string>): Promise<{ stop: (wholeGroup?: boolean) => Promise<void>; log: () => string }> {
  const child = spawn("npm", ["start"], {
    cwd: resolve(import.meta.dirname, ".."),
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const exit = once(child, "exit");
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const isOver = () => output.includes("Handraise is ready") || child.exitCode !== null;
  await expect.poll(isOver, { timeout: 60_000 }).toBe(true);
  expect(output).toContain("Handraise is ready");
  return {
    stop: async (wholeGroup = false) => {
      process.kill(wholeGroup ? -(child.pid ?? 0) : (child.pid ?? 0), "SIGTERM");
      await exit;
    },
    log: () => output,
  };
}

test("npm start that is ended takes its server along, and the next one begins while that still says goodbye", async () => {
  const [folder, port] = [mkdtempSync(join(tmpdir(), "handraise-npm-")), await freePort()];
  const env = { ...embedded, PORT: String(port), DATA_DIR: folder, NEXTAUTH_URL: "", NEXTAUTH_SECRET: "" };
  try {
    const first = await npmStart(env);
    const client = await ApiClient.signIn(`http://localhost:${port}`, "student");
    const { io } = await import("socket.io-client");
    const sockets = Array.from({ length: 20 }, () => io(client.url, { auth: { token: client.tokens.access_token }, reconnection: false }));
    await Promise.all(sockets.map((socket) => new Promise<void>((done) => socket.once("connect", done))));
    const gone = Promise.all(sockets.map((socket) => new Promise<string>((done) => socket.once("disconnect", done))));
    await first.stop();
    const second = await npmStart(env);

    expect(new Set(await gone)).toEqual(new Set(["transport close"]));
    await ApiClient.signIn(client.url, "student");
    // As systemd does: npm, its shell and the server get the signal, and the end of the shell is no second one.
    await second.stop(true);
    await expect.poll(() => takesConnections(port)).toBe(false);
    await expect.poll(second.log).toContain('"msg":"drained"');
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
});
