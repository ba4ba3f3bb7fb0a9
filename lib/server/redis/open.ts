import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../log";
import { withTimeout } from "../with-timeout";
import { type Redis, redisSlot } from "./client";

/** How often Redis is asked for a sign of life, and how late its answer may be before the connection counts as dead, in ms. */
const heartbeat = { everyMs: 1000, timeoutMs: 2000 };
/** How long counting a limit may take, in ms, because it must not hold up what it counts. */
const countTimeoutMs = 250;
/** The pause between two attempts to connect, in ms. It doubles, and varies so that processes do not all come at once. */
const retry = { minMs: 100, maxMs: 1000 };
/** How long connecting and greeting may take, in ms. */
const connectTimeoutMs = 3000;
/** How long the start waits for a Redis that does not answer, in ms. */
const startTimeoutMs = 1000;
const silence = "Redis did not answer in time";

/**
 * Connects this process to Redis and keeps it connected. A Redis that is away does not stop the start: attempts go on, and meanwhile every
 * command fails at once.
 */
export async function openRedis(url: string | null): Promise<void> {
  if (url === null) return;
  // Loaded only by who has a Redis: it is a quarter of all modules that a start loads.
  const { createClient } = await import("@redis/client");
  redisSlot.current = keepConnected(() => clientOf(createClient, url));
  const { current } = redisSlot;
  const isUp = new Promise<void>((resolve) => current.onUp(resolve));
  // That it is away the connection says itself.
  await withTimeout(isUp, startTimeoutMs, silence).catch(() => undefined);
}

export function closeRedis(): void {
  redisSlot.current?.close();
  redisSlot.current = null;
}

type CreateClient = typeof import("@redis/client").createClient;

/** Makes a client that never reconnects. After a break there is a new one, so that nothing half done is carried over. */
const clientOf = (createClient: CreateClient, url: string) =>
  createClient({
    url,
    name: "handraise",
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    // No timer for every command, which would be its largest cost. What has to wait has a timer of its own here.
    commandOptions: { timeout: undefined },
    socket: { reconnectStrategy: false, connectTimeout: connectTimeoutMs },
  });
type Client = ReturnType<typeof clientOf>;

function keepConnected(makeClient: () => Client): Redis {
  const listeners = new Set<() => void>();
  let client: Client | null = null;
  let closed = false;
  let isOutageLogged = false;

  const logOutage = (error: unknown) => {
    // Logged once per outage.
    if (!isOutageLogged && !closed)
      log.warn({ err: error }, "Redis is away: other processes are not told, and limits are counted here alone");
    isOutageLogged = true;
  };
  const live = (): Client => {
    if (!client?.isReady) throw new Error("Redis is away");
    return client;
  };

  const run = async () => {
    for (let attempt = 0; !closed; attempt++) {
      const fresh = makeClient();
      try {
        const broken = new Promise<unknown>((resolve) => fresh.on("error", resolve).on("end", () => resolve(new Error("closed"))));
        await withTimeout(fresh.connect(), connectTimeoutMs, silence);
        if (closed) return destroy(fresh);
        client = fresh;
        attempt = 0;
        if (isOutageLogged) log.info("Redis is back");
        isOutageLogged = false;
        for (const listener of listeners) listener();
        logOutage(await Promise.race([broken, beatsUntilDead(fresh)]));
      } catch (error) {
        logOutage(error);
      }
      client = null;
      destroy(fresh);
      const pause = Math.min(retry.maxMs, retry.minMs * 2 ** attempt);
      if (!closed) await sleep(pause * (0.5 + Math.random()), undefined, { ref: false });
    }
  };
  void run();

  return {
    isUp: () => client?.isReady === true,
    ping: async () => void (await withTimeout(live().ping(), 1000, silence)),
    publish: async (channel, text) => void (await live().sPublish(channel, text)),
    subscribe: async (channel, receive) => void (await live().sSubscribe(channel, receive)),
    unsubscribe: async (channel, receive) => void (await live().sUnsubscribe(channel, receive)),
    onUp(listener) {
      listeners.add(listener);
      if (client?.isReady) listener();
      return () => void listeners.delete(listener);
    },
    store: {
      eval: async (script, options) => withTimeout(live().eval(script, options), countTimeoutMs, silence),
      multi() {
        const multi = live().multi();
        const exec = multi.exec.bind(multi);
        return Object.assign(multi, { exec: (asPipeline?: boolean) => withTimeout(exec(asPipeline as false), countTimeoutMs, silence) });
      },
      del: async (key) => withTimeout(live().del(key), countTimeoutMs, silence),
    },
    close() {
      closed = true;
      if (client) destroy(client);
    },
  };
}

/** Resolves with the reason when a connection that looks alive gives no answer: its other end froze, or was cut off silently. */
async function beatsUntilDead(client: Client): Promise<unknown> {
  try {
    while (client.isOpen) {
      await sleep(heartbeat.everyMs, undefined, { ref: false });
      await withTimeout(client.ping(), heartbeat.timeoutMs, silence);
    }
    return new Error("closed");
  } catch (error) {
    return error;
  }
}

function destroy(client: Client): void {
  try {
    client.destroy();
  } catch {
    // It was closed already.
  }
}
