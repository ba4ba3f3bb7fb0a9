import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { io } from "socket.io-client";
import { type Client, type Listening, listen } from "./sockets";

/** One of several processes that share a database and a Redis. */
export type Process = {
  /** @throws Error with what the process answered */
  ask<Value = null>(door: "publish" | "end" | "ready" | "spend" | "reply", body?: unknown): Promise<Value>;
  port: number;
  /** @throws the `connect_error` */
  connect(token: string): Promise<Listening>;
  stop(): Promise<void>;
  /** Kills it, whatever it does. */
  kill(): Promise<void>;
};

/** Starts socket-process.ts on this port, or on a free one, and waits until it listens. */
export async function startProcess(databaseUrl: string, redisUrl: string, port = 0): Promise<Process> {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "socket-process.ts")], {
    env: { ...process.env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, SOCKET_PORT: String(port) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const first = await Promise.race([once(child.stdout, "data"), exited]);
  const listening = JSON.parse(String(first[0])) as { port: number };
  const url = `http://127.0.0.1:${listening.port}`;
  const clients: Client[] = [];
  return {
    port: listening.port,
    async ask<Value>(door: string, body?: unknown) {
      const answer = await fetch(`${url}/${door}`, { method: "POST", body: JSON.stringify(body) });
      const { value, error } = (await answer.json()) as { value: Value; error?: string };
      if (error !== undefined) throw new Error(error);
      return value;
    },
    async connect(token) {
      const connected = await connectTo(url, token);
      clients.push(connected.client);
      return connected;
    },
    async stop() {
      for (const client of clients) client.disconnect();
      child.stdin.end();
      await exited;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Connects a client to this address. @throws the `connect_error` */
export async function connectTo(url: string, token: string, transports: ("websocket" | "polling")[] = ["websocket"]): Promise<Listening> {
  return listen(io(url, { auth: { token }, transports, reconnection: false, forceNew: true }));
}
