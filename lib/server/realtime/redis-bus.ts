import { randomUUID } from "node:crypto";
import { rooms } from "#lib/contract/rooms.ts";
import { coalesce } from "../coalesce";
import type { Bus, BusTransport, OutboundEvent } from "../events/bus";
import { log } from "../log";
import type { Redis } from "../redis/client";
import { withTimeout } from "../with-timeout";
import { type Io, roomOf } from "./relay";

/** How long a handshake or a join waits for its subscription, in ms. Redis may hang; people must not wait for it. */
const subscribeTimeoutMs = 500;
/**
 * The channel that every process reads: events for everybody, and the ends of sessions. Because no process knows which one holds a
 * session's socket.
 */
const broadcastChannel = "sessions";
/** The rooms that are channels. A socket's own room and the rooms of sessions are not. */
const sharedRooms = [rooms.user(""), rooms.thread(""), rooms.class(""), rooms.course("")];
const isShared = (room: string) => sharedRooms.some((prefix) => room.startsWith(prefix));

/** As it crosses processes, those of another release too. */
type Packet = { from: string; facts: OutboundEvent[] };

/**
 * Carries events between processes over Redis' sharded pub/sub (decision 0006). A process is subscribed to the channel of each room that
 * one of its sockets is in. So an event reaches only the processes that hold its people.
 */
export function redisBus(io: Io, redis: Redis, { dispatchLocal }: Pick<Bus, "dispatchLocal">): BusTransport & { stop: () => void } {
  const self = randomUUID();
  const { adapter } = io.sockets;
  /** Rooms that a handshake or a join waits for; the socket may not have joined yet. */
  const awaited = new Map<string, number>();
  let stopped = false;

  const isWanted = (channel: string) => !stopped && (channel === broadcastChannel || awaited.has(channel) || adapter.rooms.has(channel));

  const receive = (text: string) => {
    try {
      const { from, facts: events } = JSON.parse(text) as Packet;
      if (from !== self) dispatchLocal(events);
    } catch (error) {
      log.warn({ err: error }, "what came over Redis could not be read");
    }
  };

  const link = () => createChannels(redis, { isWanted, receive });
  let current = link();
  const settle = (channel: string) => current.settle(channel);

  const onRoom = (room: string) => {
    if (isShared(room)) void settle(room);
  };
  adapter.on("create-room", onRoom);
  adapter.on("delete-room", onRoom);
  const offUp = redis.onUp(() => {
    current.abandon();
    current = link();
    for (const channel of [broadcastChannel, ...[...adapter.rooms.keys()].filter(isShared), ...awaited.keys()]) void settle(channel);
  });

  return {
    send(events) {
      // The connection has already logged that it is away.
      if (!redis.isUp()) return;
      for (const [channel, ones] of byChannel(events))
        redis.publish(channel, JSON.stringify({ from: self, facts: ones } satisfies Packet)).catch((error: unknown) => {
          log.debug({ err: error, channel }, "events did not go out");
        });
    },
    async ensureSubscribed(room) {
      if (stopped || !redis.isUp()) return;
      awaited.set(room, (awaited.get(room) ?? 0) + 1);
      try {
        await withTimeout(settle(room), subscribeTimeoutMs, "Redis hangs");
      } catch {
        // What others publish comes late, by the look of this process for what is missing.
      } finally {
        // The socket joins within the next second. If it went away instead, the room is gone and the channel is left.
        setTimeout(() => {
          const left = (awaited.get(room) ?? 1) - 1;
          if (left > 0) awaited.set(room, left);
          else awaited.delete(room);
          void settle(room);
        }, 1000).unref();
      }
    },
    stop() {
      stopped = true;
      offUp();
      adapter.off("create-room", onRoom);
      adapter.off("delete-room", onRoom);
      for (const channel of current.names) void settle(channel);
    },
  };
}

type Channels = {
  /** Brings a channel in line with whether it is wanted. */
  settle: (channel: string) => Promise<void>;
  /** The channels that this process is subscribed to. */
  readonly names: ReadonlySet<string>;
  /** Changes nothing any more, because another connection has taken over. */
  abandon: () => void;
};

/**
 * The channels of one connection to Redis. Each is brought in line with its room one change at a time, because a socket may leave
 * meanwhile.
 */
function createChannels(
  redis: Redis,
  { isWanted, receive }: { isWanted: (channel: string) => boolean; receive: (text: string) => void },
): Channels {
  const names = new Set<string>();
  let isCurrent = true;
  const settle = coalesce(async (channel: string) => {
    try {
      while (isCurrent && redis.isUp() && isWanted(channel) !== names.has(channel)) {
        if (isWanted(channel)) {
          await redis.subscribe(channel, receive);
          names.add(channel);
        } else {
          await redis.unsubscribe(channel, receive);
          names.delete(channel);
        }
      }
    } catch (error) {
      // The connection broke. The next one subscribes to all channels anew.
      log.debug({ err: error, channel }, "a channel could not be changed");
    }
  });
  return {
    settle,
    names,
    abandon: () => {
      isCurrent = false;
    },
  };
}

function byChannel(events: OutboundEvent[]): Map<string, OutboundEvent[]> {
  const channels = new Map<string, OutboundEvent[]>();
  for (const event of events) {
    const channel = channelOf(event);
    channels.set(channel, [...(channels.get(channel) ?? []), event]);
  }
  return channels;
}

function channelOf(event: OutboundEvent): string {
  return event.to === "all" || event.to === "sessions" ? broadcastChannel : roomOf(event);
}
