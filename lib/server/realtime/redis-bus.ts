import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { rooms } from "#lib/contract/rooms";
import { type BusTransport, dispatchLocal, type OutboundEvent } from "../events/bus";
import { log } from "../log";
import type { Redis } from "../redis/client";
import type { Io } from "./relay";

/** How long a handshake or a join waits to be heard by other processes, in ms: Redis hangs at most, and people must not. */
const patience = 500;
/** Facts that go to every process: what everybody hears, and the ends of sessions, since nobody knows who holds a socket of one. */
const everywhere = "sessions";
/** The rooms that are channels; a socket's own room and those of sessions are not. */
const sharedRooms = [rooms.user(""), rooms.thread("")];
const isShared = (room: string) => sharedRooms.some((prefix) => room.startsWith(prefix));

type Packet = { from: string; facts: OutboundEvent[] };

/**
 * Carries facts between processes over Redis' sharded pub/sub (decision 0006): while a process holds a socket of a room, it is subscribed
 * to the channel of that name, so a fact reaches the processes that hold its people and no other.
 */
export function redisBus(io: Io, redis: Redis): BusTransport & { stop: () => void } {
  const self = randomUUID();
  const { adapter } = io.sockets;
  /** What the connection is subscribed to, and what is being brought in line. */
  const have = new Set<string>();
  const busy = new Map<string, Promise<void>>();
  /** Rooms that are waited for, whose socket may not have joined yet. */
  const awaited = new Map<string, number>();
  let stopped = false;

  const isWanted = (channel: string) => !stopped && (channel === everywhere || awaited.has(channel) || adapter.rooms.has(channel));

  const hear = (text: string) => {
    try {
      const { from, facts } = JSON.parse(text) as Packet;
      if (from !== self) dispatchLocal(facts);
    } catch (error) {
      log.warn({ err: error }, "what came over Redis could not be read");
    }
  };

  /** One at a time for a channel, until it is as it should be: someone may leave while their arrival is on its way. */
  const settle = (channel: string): Promise<void> => {
    const running = busy.get(channel);
    if (running) return running;
    const mine: Promise<void> = bringInLine(channel, () => busy.get(channel) === mine && busy.delete(channel));
    busy.set(channel, mine);
    return mine;
  };
  const bringInLine = async (channel: string, done: () => void) => {
    // Everything that joins and leaves within this turn is one change.
    await Promise.resolve();
    try {
      while (redis.isUp() && isWanted(channel) !== have.has(channel)) {
        if (isWanted(channel)) {
          await redis.subscribe(channel, hear);
          have.add(channel);
        } else {
          await redis.unsubscribe(channel, hear);
          have.delete(channel);
        }
      }
    } catch (error) {
      // The connection broke: the next one begins anew, with all of them.
      log.debug({ err: error, channel }, "a channel could not be changed");
    } finally {
      // In the same turn as the last look, so that whoever comes after it starts another.
      done();
    }
  };

  const onRoom = (room: string) => {
    if (isShared(room)) void settle(room);
  };
  adapter.on("create-room", onRoom);
  adapter.on("delete-room", onRoom);
  const offUp = redis.onUp(() => {
    have.clear();
    busy.clear();
    for (const channel of [everywhere, ...[...adapter.rooms.keys()].filter(isShared), ...awaited.keys()]) void settle(channel);
  });

  return {
    send(facts) {
      // That it is away has been said, once, by the connection.
      if (!redis.isUp()) return;
      for (const [channel, ones] of byChannel(facts))
        redis.publish(channel, JSON.stringify({ from: self, facts: ones } satisfies Packet)).catch((error: unknown) => {
          log.debug({ err: error, channel }, "facts did not go out");
        });
    },
    async ensureSubscribed(room) {
      if (stopped || !redis.isUp()) return;
      awaited.set(room, (awaited.get(room) ?? 0) + 1);
      try {
        await Promise.race([settle(room), sleep(patience, undefined, { ref: false })]);
      } finally {
        // The socket joins in the turns after this one; if it went away instead, nobody is left to hear.
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
      for (const channel of have) void settle(channel);
    },
  };
}

function byChannel(facts: OutboundEvent[]): Map<string, OutboundEvent[]> {
  const channels = new Map<string, OutboundEvent[]>();
  for (const fact of facts) {
    const channel = channelOf(fact);
    channels.set(channel, [...(channels.get(channel) ?? []), fact]);
  }
  return channels;
}

function channelOf(fact: OutboundEvent): string {
  switch (fact.to) {
    case "user":
    case "leaver":
      return rooms.user(fact.userId);
    case "thread":
      return rooms.thread(fact.threadId);
    default:
      return everywhere;
  }
}
