import { afterEach, beforeEach } from "vitest";
import { bus, type OutboundEvent } from "#lib/server/events/bus.ts";

type UserEvent = Extract<OutboundEvent, { to: "user" }>;

/**
 * Collects the events that are published during each test of a file. `to` gives those to a person's inbox. `lists` gives the people whose
 * lists of courses have to be fetched again. `clear` forgets the events so far.
 */
export function usePublished(): { events: OutboundEvent[]; to: (userId: string) => UserEvent[]; lists: () => string[]; clear: () => void } {
  const events: OutboundEvent[] = [];
  const clear = () => void events.splice(0);
  beforeEach(() => {
    clear();
    bus.listen((published) => events.push(...published));
  });
  afterEach(() => bus.listen(null));
  return {
    events,
    clear,
    to: (userId) =>
      events.filter((event) => event.to === "user").filter((event) => event.userId === userId && event.event !== "courses:changed"),
    lists: () =>
      events
        .filter((event) => event.to === "user")
        .filter((event) => event.event === "courses:changed")
        .map((event) => event.userId),
  };
}
